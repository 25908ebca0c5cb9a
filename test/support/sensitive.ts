/** Made-up values of the kinds that the guards find, put together here so that no scanner takes them for live ones. */
export const EMAIL = ['jane.roe', 'example.com'].join('@');
export const CARD = ['4111', '1111', '1111', '1111'].join(' ');
export const KEY = ['sk', 'proj', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5'].join('-');
export const PROFILE = `Write to ${EMAIL} or call +44 20 7946 0958.`;
