#include "../python.hpp"

// Datagrams: an endpoint that answers, one that is connected to it, and a port where nobody listens any more.
namespace extra_io_14 {

using asyncio::Address;

struct Answering : asyncio::DatagramProtocol {
    asyncio::DatagramTransport* transport = nullptr;
    void connection_made(asyncio::DatagramTransport& made) override { transport = &made; }
    void datagram_received(std::string_view data, const Address& addr) override {
        print("asked: {}", repr_bytes(std::string(data)));
        std::string upper(data);
        for (char& c : upper) c = static_cast<char>(std::toupper(c));
        transport->sendto(upper, addr);
    }
};

struct Asking : asyncio::DatagramProtocol {
    explicit Asking(asyncio::Queue<std::string>& answers) : answers(answers) {}
    asyncio::Queue<std::string>& answers;
    void datagram_received(std::string_view data, const Address&) override { answers.put_nowait(repr_bytes(std::string(data))); }
    void error_received(std::exception_ptr exc) override { answers.put_nowait(asyncio::type_name(exc)); }
    void connection_lost(std::exception_ptr exc) override { print("lost: {}", asyncio::repr(exc)); }
};

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    asyncio::Queue<std::string> answers;
    auto [server, answering] = co_await loop.create_datagram_endpoint([] { return new Answering; }, {.local_addr = {"127.0.0.1", 0}});
    const Address there = server->get_extra_info("sockname");
    auto [client, asking] = co_await loop.create_datagram_endpoint([&] { return new Asking(answers); }, {.remote_addr = there});
    client->sendto("one");
    client->sendto("two");
    const std::string first = co_await answers.get(), second = co_await answers.get();
    print("answers: {} {}", first, second);
    server->close();
    co_await asyncio::sleep(0);
    client->sendto("anybody?");
    print("then: {}", co_await answers.get());
    client->abort();
    co_await asyncio::sleep(0.01);
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_14
