#include "../python.hpp"

// When the data is already there, sock_recv returns at once, without a loop iteration.
namespace io_02 {

Coroutine<> other() {
    print("other runs");
    co_return;
}

Coroutine<> main() {
    auto& loop = asyncio::get_running_loop();
    auto [a, b] = asyncio::socketpair();
    co_await loop.sock_sendall(b, "ready");
    auto t = asyncio::create_task(other());
    print("received {}", repr_bytes(co_await loop.sock_recv(a, 100)));
    print("no suspension: other done is {}", repr(t.done()));
    co_await t;
    a.close();
    b.close();
}

void program() { asyncio::run(main()); }

}  // namespace io_02
