import jwt from 'jsonwebtoken';

export const userOf = async (token: string) => {
  const claims = jwt.verify(token, process.env.JWT_PUBLIC_KEY ?? '', { algorithms: ['RS256'], audience: 'rag-service' });
  return { id: String(claims.sub) };
};
