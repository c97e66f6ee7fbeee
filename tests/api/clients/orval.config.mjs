// Types with functions that call, and schemas that look at what was answered; both from schema.json beside this file.
const input = './schema.json'

export default {
  calls: {
    input,
    output: { target: './made/calls.ts', client: 'fetch', baseUrl: { getBaseUrlFromSpecification: true } },
  },
  schemas: { input, output: { target: './made/schemas.ts', client: 'zod' } },
}
