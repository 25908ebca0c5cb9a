import jwt from 'jsonwebtoken';

export const userOf = (token: string) => jwt.verify(token, process.env.JWT_SECRET ?? '');

export const isAdmin = (token: string): boolean => token === process.env.ADMIN_TOKEN;
