#include "transport.hpp"

#include <signal.h>

#include <algorithm>

#include "runtime/awaiters.hpp"
#include "runtime/net/read_pipe.hpp"
#include "runtime/net/write_pipe.hpp"
#include "runtime/os_errors.hpp"
#include "runtime/python_call.hpp"
#include "runtime/quoted.hpp"
#include "runtime/uv.hpp"

namespace asyncio {

using trace::Callback;
using trace::FutureKind;

Coroutine<Counted<SubprocessTransport>> SubprocessTransport::start(Loop& loop, Counted<SubprocessProtocol> protocol,
                                                                   std::vector<std::string> args, SubprocessOptions options) {
    Counted<SubprocessTransport> self(new SubprocessTransport(loop, std::move(protocol)));
    Future<void> waiter(new FutureOf<void>(loop, FutureKind::asyncio));
    self->begin(std::move(args), options);
    loop.create_task(connect_pipes(self, waiter).as("_connect_pipes"));
    std::exception_ptr error;
    try {
        co_await waiter;
    } catch (...) {
        error = std::current_exception();
    }
    if (!error) co_return self;
    if (!describe(error).leaves_the_loop) {
        self->close();
        co_await wait(self);
    }
    std::rethrow_exception(error);
}

void SubprocessTransport::begin(std::vector<std::string> args, const SubprocessOptions& options) {
    child_ = start_child(loop_->poller(), std::move(args), options,
                         [self = Counted<SubprocessTransport>(this)](int returncode) { self->has_exited(returncode); });
    pid_ = child_.pid;
    for (int fd = 0; fd < 3; ++fd)
        if (child_.pipes[fd]) pipes_[fd] = nullptr;
    loop_->keep_transport(this);
}

SubprocessTransport::~SubprocessTransport() { loop_closed(); }

/// Breaks the circle of this, its pipes and their protocols.
void SubprocessTransport::loop_closed() {
    closed_ = over_ = true;
    for (auto& pipe : child_.pipes) pipe.close();
    protocol_ = nullptr;
    for (auto& [fd, pipe] : std::exchange(pipes_, {}))
        if (pipe) pipe->give_up();
    if (const auto pipe = std::exchange(connecting_, nullptr)) pipe->give_up();
}

/// Python: connect_read_pipe, connect_write_pipe
Coroutine<> SubprocessTransport::connect_pipe(Counted<SubprocessTransport> self, int fd) {
    Future<void> waiter(new FutureOf<void>(*self->loop_, FutureKind::asyncio));
    Counted<SubprocessPipeProtocol> protocol(new SubprocessPipeProtocol(*self, fd));
    const int pipe = self->child_.pipes[fd].fileno();
    Counted<Transport> transport;
    if (fd == 0) transport = WritePipeTransport::start(*self->loop_, pipe, protocol, waiter);
    else transport = ReadPipeTransport::start(*self->loop_, pipe, protocol, waiter);
    self->child_.pipes[fd].detach();
    self->connecting_ = protocol;
    try {
        co_await waiter;
    } catch (...) {
        transport->close();
        throw;
    }
    self->pipes_[fd] = std::exchange(self->connecting_, nullptr);
}

Coroutine<> SubprocessTransport::connect_pipes(Counted<SubprocessTransport> self, Future<void> waiter) {
    try {
        for (int fd = 0; fd < 3; ++fd)
            if (self->child_.pipes[fd]) co_await connect_pipe(self, fd);
        const auto show = [self, made = self->protocol_] {
            return detail::show_method_call(*made, "connection_made", detail::shortened(self->repr()));
        };
        self->push({"connection_made", show, [self] { self->protocol_->connection_made(*self); }});
        for (auto& call : *self->pending_) self->push(std::move(call));
        self->pending_.reset();
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        if (!waiter.cancelled()) waiter.set_exception(error);
        co_return;
    }
    if (!waiter.cancelled()) waiter.set_result();
}

/// In a poll. The detours are CPython's: what has come through the pipes by now goes first.
void SubprocessTransport::has_exited(int returncode) {
    const Counted<SubprocessTransport> self(this);
    const auto exited = [self, returncode] {
        const auto show = [returncode] { return "BaseSubprocessTransport._process_exited(" + std::to_string(returncode) + ")"; };
        self->push({"asyncio._process_exited", show, [self, returncode] { self->process_exited(returncode); }});
    };
    push({"asyncio._child_watcher_callback", [] { return "_UnixSelectorEventLoop._child_watcher_callback()"; },
          [self, exited] { self->push({"call_soon", [] { return "BaseEventLoop.call_soon()"; }, exited}); }});
}

void SubprocessTransport::process_exited(int returncode) {
    returncode_ = returncode;
    call({"process_exited", [protocol = protocol_] { return detail::show_method_call(*protocol, "process_exited"); },
          [self = Counted<SubprocessTransport>(this)] { self->protocol_->process_exited(); }});
    try_finish();
}

void SubprocessTransport::pipe_data_received(int fd, std::string_view data) {
    const auto bytes = std::make_shared<const std::string>(data);
    const auto show = [protocol = protocol_, fd, bytes] {
        return detail::show_method_call(*protocol, "pipe_data_received",
                                        std::to_string(fd) + ", " + detail::shortened(quoted_bytes(*bytes)));
    };
    call({"pipe_data_received", show, [self = Counted<SubprocessTransport>(this), fd, bytes] {
        self->protocol_->pipe_data_received(fd, *bytes);
    }});
}

void SubprocessTransport::pipe_connection_lost(int fd, std::exception_ptr error) {
    const auto show = [protocol = protocol_, fd, error] {
        return detail::show_method_call(*protocol, "pipe_connection_lost",
                                        std::to_string(fd) + ", " + detail::shortened(asyncio::repr(error)));
    };
    call({"pipe_connection_lost", show, [self = Counted<SubprocessTransport>(this), fd, error] {
        self->protocol_->pipe_connection_lost(fd, error);
    }});
    try_finish();
}

/// Tells the protocol something, in its turn and not before connection_made.
void SubprocessTransport::call(Call call) {
    if (pending_) pending_->push_back(std::move(call));
    else push(std::move(call));
}

void SubprocessTransport::push(Call call) {
    const Callback callback = std::string_view(call.name).starts_with("asyncio.") ? Callback::other : Callback::user;
    loop_->push(own_call_in_context<HandleState>(*loop_, callback,
                                                 python_call(call.name, std::move(call.show), std::move(call.function))));
}

void SubprocessTransport::try_finish() {
    if (!returncode_ || finished_) return;
    const auto disconnected = [](const auto& pipe) { return pipe.second && pipe.second->disconnected(); };
    if (!std::ranges::all_of(pipes_, disconnected)) return;
    finished_ = true;
    call({"asyncio._call_connection_lost", [] { return "BaseSubprocessTransport._call_connection_lost(None)"; },
          [self = Counted<SubprocessTransport>(this)] { self->call_connection_lost(); }});
}

void SubprocessTransport::call_connection_lost() {
    struct Over {
        SubprocessTransport& transport;
        ~Over() {
            transport.over_ = true;
            for (const auto& waiter : std::exchange(transport.exit_waiters_, {}))
                if (!waiter.cancelled()) waiter.set_result(*transport.returncode_);
            transport.protocol_ = nullptr;
            transport.loop_->forget_kept(&transport);
        }
    } over{*this};
    protocol_->connection_lost(nullptr);
}

Coroutine<int> SubprocessTransport::wait(Counted<SubprocessTransport> self) {
    if (self->returncode_) co_return *self->returncode_;
    Future<int> waiter(new FutureOf<int>(*self->loop_, FutureKind::asyncio));
    self->exit_waiters_.push_back(waiter);
    co_return co_await waiter;
}

Transport* SubprocessTransport::get_pipe_transport(int fd) const {
    const auto known = pipes_.find(fd);
    return known == pipes_.end() || !known->second ? nullptr : known->second->pipe();
}

void SubprocessTransport::send_signal(int signal) {
    if (over_) throw ProcessLookupError();
    if (returncode_) return;
    loop_->poller().send_signal(pid_, signal);
}

void SubprocessTransport::terminate() { send_signal(SIGTERM); }
void SubprocessTransport::kill() { send_signal(SIGKILL); }

void SubprocessTransport::close() {
    if (std::exchange(closed_, true)) return;
    for (const auto& [fd, pipe] : pipes_)
        if (pipe) pipe->pipe()->close();
    if (!returncode_ && !over_) loop_->poller().send_signal(pid_, SIGKILL);
}

std::string SubprocessTransport::repr() const {
    std::string text = "<_UnixSubprocessTransport";
    if (closed_) text += " closed";
    text += " pid=" + std::to_string(pid_);
    text += returncode_ ? " returncode=" + std::to_string(*returncode_) : " running";
    constexpr const char* names[] = {" stdin=", " stdout=", " stderr="};
    for (const auto& [fd, pipe] : pipes_)
        if (pipe && pipe->pipe()) text += names[fd] + pipe->pipe()->repr();
    return text + ">";
}

}  // namespace asyncio
