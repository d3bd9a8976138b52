// Node's side of the HTTP benchmark: says hello at a port that it prints.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.end('Hello, world!');
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', 1024, () => console.log(server.address().port));
