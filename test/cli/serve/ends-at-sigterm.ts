/** A gateway whose streams end a little after the process was told to stop. */
const headers = { 'content-type': 'text/event-stream' };
const piece = (text: string) => new TextEncoder().encode(`data: ${text}\n\n`);

export default {
  fetch: async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(piece('first'));
          const end = () => {
            controller.enqueue(piece('last'));
            controller.close();
          };
          process.once('SIGTERM', () => setTimeout(end, 50));
        },
      }),
      { headers },
    ),
  close: async () => {},
};
