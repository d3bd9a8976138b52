#include "catch.hpp"
#include "loopback.hpp"
#include "without_numbers.hpp"

using namespace asyncio;
using loopback::run_really;

namespace {

template <class T>
std::string shown(const T& object) { return without_numbers(repr(object)); }

Coroutine<> hang(StreamReader reader, StreamWriter) { co_await reader.read(); }

Coroutine<Counted<Transport>> connected(Socket socket) {
    auto [transport, protocol] = co_await get_running_loop().create_connection([] { return new Protocol; }, socket);
    co_return transport;
}

}  // namespace

TEST_CASE("a socket shows what it is, and its addresses") {
    auto [a, b] = socketpair();
    CHECK(shown(a) == "<socket.socket fd=N, family=1, type=1, proto=0>");
    a.close();
    CHECK(repr(a) == "<socket.socket [closed] fd=-1>");
    CHECK(repr(a, "asyncio.TransportSocket") == "<asyncio.TransportSocket fd=-1>");
    Socket listener(AF_INET), client(AF_INET);
    CHECK(shown(listener) == "<socket.socket fd=N, family=2, type=1, proto=6, laddr=('0.0.0.0', 0)>");
    listener.bind(Address("127.0.0.1", 0));
    listener.listen();
    CHECK(shown(listener) == "<socket.socket fd=N, family=2, type=1, proto=6, laddr=('127.0.0.1', P)>");
    client.setblocking(true);
    client.connect(listener.getsockname());
    CHECK(shown(client) == "<socket.socket fd=N, family=2, type=1, proto=6, laddr=('127.0.0.1', P), raddr=('127.0.0.1', P)>");
    Socket abstract(AF_UNIX);
    abstract.bind(Address(std::string("\0awaitscope-repr", 16)));
    CHECK(shown(abstract) == "<socket.socket fd=N, family=1, type=1, proto=0, laddr=b'\\x00awaitscope-repr'>");
}

TEST_CASE("what refers to nothing is None") {
    CHECK(repr(StreamReader()) == "None");
    CHECK(repr(StreamWriter()) == "None");
    CHECK(repr(Server()) == "None");
}

TEST_CASE("a socket's transport shows what the loop watches and how much waits to be written") {
    Counted<Transport> left;
    auto [c, d] = socketpair();
    run_really([&, c = c]() -> Coroutine<> {
        auto [a, b] = socketpair();
        auto transport = co_await connected(a);
        CHECK(shown(*transport) == "<_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>");
        CHECK(shown(transport->get_extra_info("socket")) == "<asyncio.TransportSocket fd=N, family=1, type=1, proto=0>");
        transport->pause_reading();
        CHECK(shown(*transport) == "<_SelectorSocketTransport fd=N read=idle write=<idle, bufsize=0>>");
        transport->write(std::string(2'000'000, 'x'));
        const std::string bufsize = std::to_string(transport->get_write_buffer_size());
        CHECK(shown(*transport) == "<_SelectorSocketTransport fd=N read=idle write=<polling, bufsize=" + bufsize + ">>");
        transport->close();
        CHECK(shown(*transport) == "<_SelectorSocketTransport closing fd=N read=idle write=<polling, bufsize=" + bufsize + ">>");
        transport->abort();
        co_await sleep(0);
        CHECK(shown(*transport) == "<_SelectorSocketTransport closed fd=N>");
        left = co_await connected(c);
    });
    CHECK(shown(*left) == "<_SelectorSocketTransport fd=N>");   // of a loop that is closed
}

TEST_CASE("the transports of pipes and datagrams show their state, too") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [reading, writing] = make_pipe();
        auto [in, reader] = co_await loop.connect_read_pipe([] { return new Protocol; }, reading.detach());
        auto [out, writer] = co_await loop.connect_write_pipe([] { return new Protocol; }, writing.detach());
        CHECK(shown(*in) == "<_UnixReadPipeTransport fd=N polling>");
        in->pause_reading();
        CHECK(shown(*in) == "<_UnixReadPipeTransport fd=N idle>");
        CHECK(shown(*out) == "<_UnixWritePipeTransport fd=N idle bufsize=0>");
        out->write(std::string(100'000, 'x'));
        CHECK(shown(*out) == "<_UnixWritePipeTransport fd=N polling bufsize=34464>");
        in->close();
        out->abort();
        CHECK(shown(*in) == "<_UnixReadPipeTransport closing fd=N idle>");
        co_await sleep(0);
        CHECK(shown(*in) == "<_UnixReadPipeTransport closed fd=N closed>");
        CHECK(shown(*out) == "<_UnixWritePipeTransport closed fd=N closed>");
        auto [datagrams, mailbox] = co_await loop.create_datagram_endpoint([] { return new DatagramProtocol; },
                                                                           {.local_addr = {"127.0.0.1", 0}});
        CHECK(shown(*datagrams) == "<_SelectorDatagramTransport fd=N read=polling write=<idle, bufsize=0>>");
        datagrams->close();
        CHECK(shown(*datagrams) == "<_SelectorDatagramTransport closing fd=N read=idle write=<idle, bufsize=0>>");
        co_await sleep(0);
        CHECK(shown(*datagrams) == "<_SelectorDatagramTransport closed fd=N>");
    });
}

TEST_CASE("a server shows its sockets; a reader and a writer show their transport") {
    run_really([]() -> Coroutine<> {
        Server server = co_await start_server(hang, "127.0.0.1", 0);
        CHECK(shown(server) ==
              "<Server sockets=(<asyncio.TransportSocket fd=N, family=2, type=1, proto=6, laddr=('127.0.0.1', P)>,)>");
        auto [reader, writer] = co_await open_connection("127.0.0.1", server.sockets()[0].getsockname().port());
        const std::string transport = "transport=<_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>";
        CHECK(shown(reader) == "<StreamReader " + transport + ">");
        CHECK(shown(writer) == "<StreamWriter " + transport + " reader=<StreamReader " + transport + ">>");
        auto task = create_task(reader.read(10));
        co_await sleep(0);
        CHECK(shown(reader) == "<StreamReader waiter=<Future pending cb=[Task.task_wakeup()]> " + transport + ">");
        task.cancel();
        writer.close();
        server.close();
        CHECK(repr(server) == "<Server sockets=()>");
    });
}

TEST_CASE("a process's transport shows its pipes") {
    run_really([]() -> Coroutine<> {
        auto [transport, protocol] = co_await get_running_loop().subprocess_exec(
            [] { return new SubprocessProtocol; }, "cat", {}, {.stderr = None()});
        CHECK(shown(*transport) == "<_UnixSubprocessTransport pid=PID running stdin=<_UnixWritePipeTransport fd=N idle bufsize=0> "
              "stdout=<_UnixReadPipeTransport fd=N polling>>");
        transport->close();
        while (!transport->get_returncode()) co_await sleep(0.001);
        CHECK(shown(*transport) == "<_UnixSubprocessTransport closed pid=PID returncode=-9 "
              "stdin=<_UnixWritePipeTransport closed fd=N closed> stdout=<_UnixReadPipeTransport closed fd=N closed>>");
    });
}

TEST_CASE("a loop shows whether it runs, is closed and in debug mode") {
    const Counted<Loop> loop = new_event_loop();
    CHECK(repr(*loop) == "<_UnixSelectorEventLoop running=False closed=False debug=False>");
    loop->close();
    CHECK(repr(*loop) == "<_UnixSelectorEventLoop running=False closed=True debug=False>");
    run_really([]() -> Coroutine<> {
        get_running_loop().set_debug(true);
        CHECK(repr(get_running_loop()) == "<_UnixSelectorEventLoop running=True closed=False debug=True>");
        co_return;
    });
}

TEST_CASE("a task group shows its tasks and how far it has come") {
    run_really([]() -> Coroutine<> {
        TaskGroup group;
        CHECK(repr(group) == "<TaskGroup>");
        co_await async_with(group, [&]() -> Coroutine<> {
            CHECK(repr(group) == "<TaskGroup entered>");
            group.create_task(sleep(0));
            group.create_task(sleep(0));
            CHECK(repr(group) == "<TaskGroup tasks=2 entered>");
            co_return;
        });
        CHECK(repr(group) == "<TaskGroup entered>");
    });
}

TEST_CASE("get_extra_info gives what it is told to where there is nothing") {
    run_really([]() -> Coroutine<> {
        auto [a, b] = socketpair();
        auto [reader, writer] = co_await open_connection(a);
        const Address otherwise("10.0.0.1", 5);
        CHECK((writer.get_extra_info("sockname", otherwise) == writer.get_extra_info("sockname")));
        CHECK((writer.get_extra_info("no such name", otherwise) == otherwise));
        CHECK(writer.get_extra_info("socket", Socket()) == a);
        CHECK(writer.transport().get_extra_info("pipe", Descriptor(-1)) == -1);
        writer.close();
    });
}
