#include <netdb.h>
#include "../python.hpp"

// Transports and protocols without streams: a server, half a close, a pause, an abort.
namespace extra_io_18 {

class Echo : public asyncio::Protocol {
public:
    void connection_made(asyncio::Transport& transport) override {
        transport_ = &transport;
        print("server: made {}", repr(static_cast<bool>(transport.get_extra_info("peername"))));
    }
    void data_received(std::string_view data) override {
        print("server: data {}", repr_bytes(data));
        transport_->write(upper(std::string(data)));
        if (data.find("bye") != data.npos) transport_->close();
    }
    bool eof_received() override {
        print("server: eof");
        return false;
    }
    void connection_lost(std::exception_ptr exc) override { print("server: lost {}", repr(exc)); }

private:
    asyncio::Transport* transport_ = nullptr;
};

class Client : public asyncio::Protocol {
public:
    explicit Client(Future<std::string> done) : done(done) {}
    void connection_made(asyncio::Transport& transport) override {
        print("client: made {} {}", repr(transport.is_closing()), repr(transport.is_reading()));
        transport.write("hello");
    }
    void data_received(std::string_view data) override {
        got += data;
        print("client: data {}", repr_bytes(data));
    }
    void connection_lost(std::exception_ptr exc) override {
        print("client: lost {}", repr(exc));
        done.set_result(got);
    }
    Future<std::string> done;
    std::string got;
};

Coroutine<> server() {
    auto& loop = asyncio::get_running_loop();
    auto server = co_await loop.create_server([] { return new Echo; }, "127.0.0.1", 0);
    int port = server.sockets()[0].getsockname().port();
    auto done = loop.create_future<std::string>();
    auto [transport, protocol] = co_await loop.create_connection([=] { return new Client(done); }, "127.0.0.1", port);
    co_await asyncio::sleep(0.01);
    transport->write(" bye");
    auto got = co_await done;
    print("{} {}", repr_bytes(got), repr(transport->is_closing()));
    server.close();
    co_await server.wait_closed();
}

Coroutine<> half_close() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    auto done = loop.create_future<std::string>();
    auto [t1, p1] = co_await loop.create_connection([=] { return new Client(done); }, a);
    co_await loop.connect_accepted_socket([] { return new Echo; }, b);
    co_await asyncio::sleep(0.01);
    auto [low, high] = t1->get_write_buffer_limits();
    print("{} {} ({}, {})", repr(t1->can_write_eof()), t1->get_write_buffer_size(), low, high);
    t1->write_eof();
    print("{}", repr_bytes(co_await done));
}

Coroutine<> paused() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    auto done = loop.create_future<std::string>();
    auto [t1, p1] = co_await loop.create_connection([=] { return new Client(done); }, a);
    t1->pause_reading();
    b.send("not yet");
    co_await asyncio::sleep(0.01);
    print("{} {}", repr_bytes(p1->got), repr(t1->is_reading()));
    t1->resume_reading();
    co_await asyncio::sleep(0.01);
    t1->abort();
    print("{}", repr_bytes(co_await done));
    b.close();
    try {
        co_await loop.create_connection([] { return new asyncio::Protocol; }, "127.0.0.1", 1);
    } catch (const OSError& e) {
        print("{}", type_name(e));
    }
    auto [host, service] =
        co_await loop.getnameinfo(asyncio::Address("127.0.0.1", 80), NI_NUMERICHOST | NI_NUMERICSERV);
    print("('{}', '{}')", host, service);
}

Coroutine<> main() {
    co_await server();
    co_await half_close();
    co_await paused();
}
void program() { asyncio::run(main()); }

}  // namespace extra_io_18
