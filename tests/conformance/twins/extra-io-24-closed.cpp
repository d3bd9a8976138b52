#include "../python.hpp"

#include <cstdio>
#include <unistd.h>

// What comes to a server, a connection or an endpoint that has been closed meanwhile.
namespace extra_io_24 {

using asyncio::Address;
using asyncio::Counted;
using asyncio::Loop;
using asyncio::Server;
using asyncio::Socket;
using asyncio::StreamReader;
using asyncio::StreamWriter;
using asyncio::Transport;

std::vector<Counted<Transport>> made;

struct Noted : asyncio::Protocol {
    void connection_made(Transport& transport) override { made.emplace_back(&transport); }
    void connection_lost(std::exception_ptr exc) override { print("lost {}", repr(exc)); }
};

struct Named : asyncio::DatagramProtocol {
    explicit Named(std::string name) : name(std::move(name)) {}
    void datagram_received(std::string_view data, const Address&) override { print("{} got b'{}'", name, data); }
    void connection_lost(std::exception_ptr exc) override { print("{} lost {}", name, repr(exc)); }
    std::string name;
};

Coroutine<> handle(StreamReader, StreamWriter writer) {
    print("handled");
    writer.close();
    co_return;
}

Coroutine<> send(Loop& loop, Counted<Transport> transport, int file) {
    try {
        print("sent {}", co_await loop.sendfile(transport, file));
    } catch (const Exception& e) {
        print("not sent: {}", repr(e));
    }
}

Coroutine<> watch(Server server) {
    co_await server.wait_closed();
    print("server is closed");
}

Socket connected(const Server& server) {
    Socket client(AF_INET, SOCK_STREAM);
    client.setblocking(true);
    client.connect(server.sockets()[0].getsockname());
    return client;
}

Coroutine<> accepted_too_late() {
    Server server = co_await asyncio::start_server(handle, "127.0.0.1", 0);
    Socket client = connected(server);
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);   // accepted; its task has not begun
    server.close();
    co_await watch(server);
    co_await asyncio::sleep(0.01);
    client.close();
}

Coroutine<> serve_too_late() {
    Server server = co_await asyncio::start_server(handle, "127.0.0.1", 0, {.start_serving = false});
    server.close();
    try {
        co_await server.start_serving();
    } catch (const TypeError& e) {
        print("{}", repr(e));
    }
    print("serving: {}", repr(server.is_serving()));
}

Coroutine<> lose_while_sending(Loop& loop) {
    Server server = co_await loop.create_server([] { return new Noted; }, "127.0.0.1", 0);
    auto watching = asyncio::create_task(watch(server));
    Socket client = connected(server);
    co_await asyncio::sleep(0.01);
    const auto transport = made.at(0);
    made.clear();
    transport->write(std::string(8'000'000, 'x'));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    std::fputs("file", file.get());
    std::rewind(file.get());
    auto sending = asyncio::create_task(send(loop, transport, fileno(file.get())));
    co_await asyncio::sleep(0.01);
    server.close();
    transport->abort();
    co_await watching;
    co_await sending;
    client.close();
}

Coroutine<> say_goodbye(Loop& loop) {
    auto [server, _] = co_await loop.create_datagram_endpoint([] { return new Named("server"); }, {.local_addr = {"127.0.0.1", 0}});
    const Address there = server->get_extra_info("sockname");
    auto [client, __] = co_await loop.create_datagram_endpoint([] { return new Named("client"); }, {.local_addr = {"127.0.0.1", 0}});
    client->sendto("one", there);
    client->close();
    client->sendto("goodbye", there);
    co_await asyncio::sleep(0.01);
    server->close();
    co_await asyncio::sleep(0.01);
}

Coroutine<> main() {
    Loop& loop = asyncio::get_running_loop();
    co_await accepted_too_late();
    co_await serve_too_late();
    co_await lose_while_sending(loop);
    co_await say_goodbye(loop);
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_24
