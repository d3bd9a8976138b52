#include "pipe_start.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "runtime/os_errors.hpp"
#include "runtime/python_call.hpp"

namespace asyncio {

using trace::Callback;

PipeKind pipe_kind(int fd) {
    struct stat status{};
    if (fstat(fd, &status) < 0) throw_os_error(errno, "fstat");
    if (S_ISFIFO(status.st_mode)) return PipeKind::pipe;
    if (S_ISSOCK(status.st_mode)) return PipeKind::socket;
    return S_ISCHR(status.st_mode) ? PipeKind::character_device : PipeKind::none;
}

void queue_start(Loop& loop, int fd, const Counted<Transport>& transport, Future<void> waiter, std::function<void()> watch) {
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    const Counted<Protocol> protocol(transport->get_protocol());
    auto show = [transport, protocol] {
        return detail::show_method_call(*protocol, "connection_made", detail::shortened(transport->repr()));
    };
    auto made = python_call("connection_made", show, [transport, protocol] { protocol->connection_made(*transport); });
    loop.push(own_call_in_context<HandleState>(loop, protocol->made_callback(), made));
    if (watch)
        loop.push(own_call<HandleState>(loop, Callback::user,
                                        python_call("_add_reader", "BaseSelectorEventLoop._add_reader()", std::move(watch))));
    auto ready = [waiter] { if (!waiter.cancelled()) waiter.set_result(); };
    loop.push(own_call<HandleState>(loop, Callback::transport_ready, ready, waiter.state()));
}

}  // namespace asyncio
