module.exports = {
  env: {
    APP_NAME: 'Chat',
  },
  async headers() {
    return [
      {
        source: '/api/:path*',
        headers: [{ key: 'Access-Control-Allow-Origin', value: 'https://app.example.com' }],
      },
    ];
  },
};
