#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "awaited_by.hpp"
#include "callbacks.hpp"
#include "calls.hpp"
#include "can_record.hpp"
#include "done_call.hpp"
#include "duration.hpp"
#include "error_context.hpp"
#include "future.hpp"
#include "handle.hpp"
#include "here.hpp"
#include "mailbox.hpp"
#include "net/descriptor.hpp"
#include "net/options.hpp"
#include "place.hpp"
#include "program.hpp"
#include "shared_counter.hpp"
#include "task_options.hpp"
#include "timer_heap.hpp"
#include "watchers.hpp"

namespace asyncio {

class AnyTask;
class Interrupts;
class Origins;
class Poller;
struct AddressInfo;
struct AddressQuery;
class Recorder;
class Server;
class Socket;
class ThreadPoolExecutor;
struct SubprocessOptions;
class Transport;
class VirtualTime;
template <class T> class Task;

namespace constants {
/// How long run() waits for the default executor's jobs. Python 3.12: asyncio.constants.THREAD_JOIN_TIMEOUT
inline constexpr Seconds THREAD_JOIN_TIMEOUT{300};
}

/// Whether new loops are in debug mode.
bool debug_by_default();

/// The event loop. Python: asyncio.AbstractEventLoop, as the selector loop of CPython 3.11 does it.
///
/// One turn: poll (not waiting if something is ready, else until the next deadline), due timers to the
/// ready queue in the order (deadline, arming), then exactly the handles that are ready by now.
/// All members but call_soon_threadsafe belong to the loop's own thread. Those that take a function and its arguments
/// call it in a copy of the present context, or in the Context that stands before the function.
class Loop {
public:
    Loop();                               ///< see new_event_loop()
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }
    Loop(const Loop&) = delete;

    /// Puts a call at the back of the ready queue; it runs in the next turn.
    /// Emits: push. Throws: RuntimeError if the loop is closed, TypeError (debug mode) for a coroutine function.
    template <class F>
    Handle call_soon(F&& function, Place where = Place::current()) {
        return soon(where, std::forward<F>(function));
    }
    template <class F, class A, class... Args> requires detail::is_argument<A>
    Handle call_soon(F&& function, A&& argument, Args&&... more) {
        return soon({}, std::forward<F>(function), std::forward<A>(argument), std::forward<Args>(more)...);
    }
    /// Calls in `delay` seconds (negative: at the next poll). Emits: timer_arm. Python: call_at(time() + delay).
    template <class F>
    TimerHandle call_later(Seconds delay, F&& function, Place where = Place::current()) {
        return at(where, "call_at", time() + delay.count(), std::forward<F>(function));
    }
    template <class F, class A, class... Args> requires detail::is_argument<A>
    TimerHandle call_later(Seconds delay, F&& function, A&& argument, Args&&... more) {
        return at({}, "call_at", time() + delay.count(), std::forward<F>(function), std::forward<A>(argument),
                  std::forward<Args>(more)...);
    }
    /// Calls at `when`, in seconds of time(), rounded to the microsecond. Emits: timer_arm.
    template <class F>
    TimerHandle call_at(Seconds when, F&& function, Place where = Place::current()) {
        return at(where, "call_at", when.count(), std::forward<F>(function));
    }
    template <class F, class A, class... Args> requires detail::is_argument<A>
    TimerHandle call_at(Seconds when, F&& function, A&& argument, Args&&... more) {
        return at({}, "call_at", when.count(), std::forward<F>(function), std::forward<A>(argument),
                  std::forward<Args>(more)...);
    }
    /// As call_soon, from any thread; wakes the poll. Emits: push, when the loop takes it in.
    template <class F, class... Args>
    Handle call_soon_threadsafe(F&& function, Args&&... args) {
        check_callback<F, Args...>("call_soon_threadsafe", function);
        if constexpr (detail::can_be_called<std::decay_t<F>, std::decay_t<Args>...>) {
            Handle handle(user_call<SharedHandleState>(*this, std::forward<F>(function), std::forward<Args>(args)...));
            push_threadsafe(handle.state());
            return handle;
        } else __builtin_unreachable();
    }
    double time() const { return to_seconds(now()); }   ///< seconds since the program began
    /// A future for the program to finish; a task, which begins in the next turn. Emits: future_new; task_new, push.
    template <class T = void>
    Future<T> create_future(Place where = Place::current()) {
        Future<T> future(new FutureOf<T>(*this, trace::FutureKind::user));
        if (origins_) [[unlikely]] note_origin(future.state(), where);
        return future;
    }
    template <class T>
    Task<T> create_task(Coroutine<T>&& coroutine, TaskOptions options = {}, Place where = Place::current());
    template <class T>
    Task<T> create_task(Coroutine<T>& coroutine, TaskOptions options = {}, Place where = Place::current());
    template <class T>
    Task<T> create_task(Coroutine<T>&& coroutine, std::string name, Place where = Place::current());
    template <detail::StandsForCoroutine A>
    auto create_task(A coroutine, TaskOptions options = {}, Place where = Place::current());
    template <detail::StandsForCoroutine A>
    auto create_task(A coroutine, std::string name, Place where = Place::current());
    /// Makes the loop's tasks from now on; nullptr: as usual. Python: set_task_factory. See eager_task_factory.
    void set_task_factory(TaskFactory factory) { task_factory_ = std::move(factory); }
    const TaskFactory& get_task_factory() const { return task_factory_; }
    /// Runs `function(args...)` in a thread of `pool` (nullptr: the default one). Emits: job_submit.
    template <class F, class... Args>
    auto run_in_executor(ThreadPoolExecutor* pool, F&& function, Args&&... args);
    template <class F, class... Args>
    auto run_in_executor(ThreadPoolExecutor& pool, F&& function, Args&&... args);
    template <class F, class... Args>
    auto run_in_executor(None, F&& function, Args&&... args);
    /// The pool for those who name none; the loop shuts it down at its end. The one before goes on with its jobs meanwhile.
    void set_default_executor(std::shared_ptr<ThreadPoolExecutor> pool) {
        if (default_executor_) former_executors_.push_back(std::move(default_executor_));
        default_executor_ = std::move(pool);
    }
    void set_default_executor(ThreadPoolExecutor&& pool);   ///< which is the loop's from now on
    /// Ends nothing: an AsyncGenerator ends with its owner. For programs that close their loop as one does in Python.
    Coroutine<void> shutdown_asyncgens();
    /// Waits for the default executor's jobs, at most `timeout` seconds; then warns (RuntimeWarning), and they go on:
    /// close() waits for them. From now on run_in_executor(nullptr, ...) throws RuntimeError.
    Coroutine<void> shutdown_default_executor(std::optional<Seconds> timeout = {});

    /// Calls at each poll that finds the descriptor readable, until it is removed; instead of the reader before.
    /// Emits: io_begin; io_ready and push each time. Throws: RuntimeError if the descriptor belongs to a transport,
    /// OSError if it cannot be watched.
    template <class F, class... Args>
    void add_reader(Descriptor fd, F&& function, Args&&... args) {
        check_no_transport(fd);
        watch(fd, trace::Direction::read, user_call<WatcherState>(*this, std::forward<F>(function), std::forward<Args>(args)...));
    }
    template <class F, class... Args>
    void add_writer(Descriptor fd, F&& function, Args&&... args) {   ///< the same for writing
        check_no_transport(fd);
        watch(fd, trace::Direction::write, user_call<WatcherState>(*this, std::forward<F>(function), std::forward<Args>(args)...));
    }
    bool remove_reader(Descriptor fd);    ///< Emits: io_end. False if there was none
    bool remove_writer(Descriptor fd);

    /// Waits until there is something to read and reads at most `count` bytes; "" is the end. What is there is read at
    /// once, without a turn of the loop. Throws: OSError. (This and the next: of a socket that no transport owns.)
    Coroutine<std::string> sock_recv(Socket socket, std::size_t count);
    Coroutine<std::size_t> sock_recv_into(Socket socket, std::span<char> buffer);   ///< how many bytes are in `buffer` now
    Coroutine<void> sock_sendall(Socket socket, std::string data);   ///< sends at once; waits with what does not fit
    /// Waits for a connection to a listening socket: the socket of that connection and the peer's address.
    Coroutine<std::pair<Socket, Address>> sock_accept(Socket socket);
    Coroutine<void> sock_connect(Socket socket, Address address);
    Coroutine<void> sock_connect(Socket socket, std::string host, int port);        ///< looks the host's name up first
    /// One datagram and its sender. Into `buffer`: at most `nbytes` (0: all of it), and how many of them there were.
    Coroutine<std::pair<std::string, Address>> sock_recvfrom(Socket socket, std::size_t bufsize);
    Coroutine<std::pair<std::size_t, Address>> sock_recvfrom_into(Socket socket, std::span<char> buffer, std::size_t nbytes = 0);
    Coroutine<std::size_t> sock_sendto(Socket socket, std::string data, Address address);   ///< how many bytes it took
    /// Sends a file from `offset` to its end, or `count` bytes, by the system's sendfile; what it cannot do is read in the
    /// default executor, or, without `fallback`, throws SendfileNotAvailableError. How many bytes; the file stands behind them.
    Coroutine<std::size_t> sock_sendfile(Socket socket, Descriptor file, std::size_t offset = 0,
                                         std::optional<std::size_t> count = {}, bool fallback = true);
    /// The same through a connection's transport, after what is buffered. Meanwhile it cannot be written to, and reads no more.
    Coroutine<std::size_t> sendfile(Counted<Transport> transport, Descriptor file, std::size_t offset = 0,
                                    std::optional<std::size_t> count = {}, bool fallback = true);

    /// Looks a host's addresses up in the default executor. Throws: gaierror. Emits: job_submit, suspend.
    Coroutine<std::vector<AddressInfo>> getaddrinfo(std::string host, int port, AddressQuery query);
    Coroutine<std::vector<AddressInfo>> getaddrinfo(std::string host, int port);   ///< asks for everything
    Coroutine<std::pair<std::string, std::string>> getnameinfo(Address sockaddr, int flags = 0);   ///< host and service

    // With a protocol of one's own: each gives transport and protocol. See net/endpoints.hpp and subprocess/endpoints.hpp.
    template <class F> auto create_connection(F protocol_factory, std::string host, int port, ConnectOptions options = {});
    template <class F> auto create_connection(F protocol_factory, Socket sock, ConnectOptions options = {});
    template <class F> auto create_unix_connection(F protocol_factory, std::string path, ConnectOptions options = {});
    template <class F> auto create_unix_connection(F protocol_factory, Socket sock, ConnectOptions options = {});
    template <class F> auto connect_accepted_socket(F protocol_factory, Socket sock, AcceptedOptions options = {});
    template <class P> auto start_tls(Counted<Transport> transport, Counted<P> protocol, SSLContext sslcontext, StartTlsOptions options = {});
    template <class F> auto connect_read_pipe(F protocol_factory, int pipe);
    template <class F> auto connect_write_pipe(F protocol_factory, int pipe);
    template <class F> auto create_datagram_endpoint(F protocol_factory, DatagramOptions options);
    template <class F> auto create_datagram_endpoint(F protocol_factory, Socket sock);
    template <class F>
    auto subprocess_exec(F protocol_factory, std::string program, std::vector<std::string> args, SubprocessOptions options);
    template <class F> auto subprocess_exec(F protocol_factory, std::string program, std::vector<std::string> args = {});
    template <class F> auto subprocess_exec(F protocol_factory, std::string program, SubprocessOptions options);
    template <class F> auto subprocess_shell(F protocol_factory, std::string cmd, SubprocessOptions options);
    template <class F> auto subprocess_shell(F protocol_factory, std::string cmd);
    template <class F>
    Coroutine<Server> create_server(F protocol_factory, std::string host, int port, ListenOptions options = {});
    template <class F>
    Coroutine<Server> create_server(F protocol_factory, std::vector<std::string> hosts, int port, ListenOptions options = {});
    template <class F> Coroutine<Server> create_server(F protocol_factory, Socket sock, ListenOptions options = {});
    template <class F> Coroutine<Server> create_unix_server(F protocol_factory, std::string path, ListenOptions options = {});
    template <class F> Coroutine<Server> create_unix_server(F protocol_factory, Socket sock, ListenOptions options = {});

    /// Calls whenever the process gets the signal, instead of the handler before; the loop's poll wakes up for it.
    /// SIGINT, too: then it is no longer Ctrl-C as Runner has it. Emits, each time: push.
    /// Throws: RuntimeError if the signal cannot be caught, or this is not the process's main thread; ValueError for what
    /// is no signal; TypeError for a coroutine function.
    template <class F, class... Args>
    void add_signal_handler(int sig, F&& callback, Args&&... args) {
        if constexpr (detail::makes_coroutine<std::decay_t<F>, std::decay_t<Args>...>)
            throw TypeError("coroutines cannot be used with add_signal_handler()");
        else handle_signal(sig, Counted<HandleState>(user_call<HandleState>(*this, std::forward<F>(callback), std::forward<Args>(args)...)));
    }
    /// From now on the signal does what it does by itself. False if there was no handler. Throws ValueError.
    bool remove_signal_handler(int sig);

    void run_forever();                   ///< until stop(). Throws RuntimeError if it (or another loop here) is running, or is closed
    template <class T>
    T run_until_complete(Future<T> future);      ///< runs the loop until it is done; its result, or throws its exception
    template <class T>
    T run_until_complete(const Task<T>& task);
    template <class T>
    T run_until_complete(Coroutine<T>& coroutine);
    template <class T>
    T run_until_complete(Coroutine<T>&& coroutine);
    template <class T>
    T run_until_complete(Sleep<T> sleep);
    void stop() { stopping_ = true; }     ///< run_forever returns after the present turn
    void close();                         ///< idempotent. Throws RuntimeError while running
    bool is_running() const { return running_; }
    bool is_closed() const { return closed_; }

    using ExceptionHandler = std::function<void(Loop&, const ErrorContext&)>;   ///< told what nobody else takes
    void set_exception_handler(ExceptionHandler handler) { exception_handler_ = std::move(handler); }
    template <std::same_as<None> N>
    void set_exception_handler(N) { exception_handler_ = nullptr; }
    const ExceptionHandler& get_exception_handler() const { return exception_handler_; }
    void call_exception_handler(const ErrorContext& context);       ///< Emits: loop_error
    void default_exception_handler(const ErrorContext& context);    ///< writes to standard error

    bool get_debug() const { return origins_ != nullptr; }   ///< it is in debug mode
    /// Debug mode: slow handles are reported, calls from the wrong thread refused, and everything remembers where it was
    /// made. A new loop begins in it if the environment variable PYTHONASYNCIODEBUG is set to anything.
    void set_debug(bool debug);
    double slow_callback_duration = 0.1;  ///< seconds; debug mode reports handles that take longer

    // For the library.
    void push(HandleState* handle) { handle->retain(); push_counted(handle); }   ///< emits push
    void push_counted(HandleState* handle) {               ///< the same, with a reference that has been counted
        if (recorder()) [[unlikely]] record_push(*handle);
        ready_.push(handle);
    }
    void push_unrecorded(HandleState* handle) { ready_.push(handle); }   ///< the same; it has been recorded, or nothing is
    void push_threadsafe(HandleState* handle);
    void arm(TimerState* timer, Micros when);              ///< emits timer_arm
    void arm_later(TimerState* timer, Seconds delay) { arm(timer, to_micros(time() + delay.count())); }
    void disarm(TimerState* timer);
    Counted<WatcherState> watch(int fd, trace::Direction direction, WatcherState* watcher);   ///< emits io_end, io_begin
    bool unwatch(int fd, trace::Direction direction);      ///< emits io_end
    bool watches(int fd, trace::Direction direction) const { return watchers_.has(fd, direction); }
    void know_transport(int fd, BaseTransport* transport);   ///< virtual time: keeps it until it is closed, or the loop is
    void forget_transport(int fd, BaseTransport* transport);
    void keep_transport(BaseTransport* transport);         ///< until it is forgotten, or the loop is closed
    void forget_kept(BaseTransport* transport);
    void check_no_transport(int fd) const;                 ///< throws RuntimeError if an open transport owns it
    Micros now() const;
    Recorder* recorder() const { return can_record ? recorder_ : nullptr; }   ///< nullptr: nothing is recorded
    TaskState* current_task() const { return here.loop == this ? here.task : nullptr; }   ///< nullptr: none
    ThreadPoolExecutor& default_executor();
    const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
    Poller& poller() { return *poller_; }
    VirtualTime* virtual_time() const { return virtual_time_; }
    void add_task(TaskState& task);                        ///< see task.hpp
    void remove_task(TaskState& task);
    std::uint32_t next_task_number() { return recorder() ? next_recorded_number() : task_numbers_.next(); }
    std::uint32_t next_recorded_number();
    void note_origin(const void* object, Place where);     ///< for debug mode
    std::vector<AnyTask> unfinished_tasks();               ///< in order of creation
    Origins* origins() const { return origins_.get(); }    ///< nullptr: not in debug mode
    AwaitedBy& awaited_by() { return awaited_by_; }        ///< see awaited_by.hpp
    void check_thread() const;                             ///< throws RuntimeError if it runs in another thread
    void set_interrupts(Interrupts* interrupts) { interrupts_ = interrupts; }
    void check_closed() const;
    void run_until_done(FutureState& future, bool new_task);
    void run_last_turns();                                 ///< of asyncio.run: what is left, the executor's jobs, then close()

private:
    ~Loop();
    template <class F, class... Args>
    Handle soon(Place where, F&& function, Args&&... args) {
        auto* call = checked_call<HandleState>(where, "call_soon", std::forward<F>(function), std::forward<Args>(args)...);
        push(call);
        return Handle(call);
    }
    template <class F, class... Args>
    TimerHandle at(Place where, const char* method, double when, F&& function, Args&&... args) {
        auto* call = checked_call<TimerState>(where, method, std::forward<F>(function), std::forward<Args>(args)...);
        arm(call, to_micros(when));
        return TimerHandle(call);
    }
    template <class F, class... Args>
    void check_callback(const char* method, const std::remove_reference_t<F>& function) const;
    template <class Base, class F, class... Args>
    Base* checked_call(Place where, const char* method, F&& function, Args&&... args);
    [[noreturn]] void refuse_callback(const char* what, const char* method, const std::string& got = {}) const;
    void check_running() const;
    template <bool recorded> void run_turns();
    template <bool recorded> void run_once();
    void poll();
    void poll_virtually();
    void poll_really(Micros timeout);
    void look(Micros timeout);
    bool nothing_to_look_at() const;
    template <bool recorded> bool polls_for_nothing();
    void record_clock();
    bool looks_far(Micros next);
    bool wait_for_descriptors();
    void queue_found();
    void handle_signal(int sig, Counted<HandleState> call);
    void close_io();
    void take_letters();
    [[noreturn]] void die_of_deadlock();
    void run_recorded(FutureState* until);
    Micros poll_timeout() const;
    void fire_due_timers();
    template <bool recorded> void run_all();
    template <bool recorded> void run_taken(HandleState& handle, Recorder* recorder);
    void end_step() {   ///< what a step has set in `here` is left until the next step, or this: the next step sets it anew
        here.task = nullptr;
        here.context = outer_context_;
    }
    void run_handle(HandleState& handle);
    void call(HandleState& handle, Recorder* recorder);
    void retire(HandleState& handle);
    void drop_ready();
    void run_timed(HandleState& handle);
    void run_failed(HandleState& handle);
    void record_push(HandleState& handle);
    void give_up_leftover_tasks();

    ReadyQueue ready_;
    TimerHeap timers_;
    TaskState *first_task_ = nullptr, *last_task_ = nullptr;   // all that exist, linked through the tasks
    Recorder* recorder_;
    VirtualTime* virtual_time_;
    Context* outer_context_ = nullptr;                         // while it runs: what it was begun in
    Program::Impl& program_;
    SharedCounter& task_numbers_;                              // where there is no recorder
    std::unique_ptr<Poller> poller_;
    std::unique_ptr<Origins> origins_;                         // in debug mode
    AwaitedBy awaited_by_;
    Watchers watchers_;
    std::vector<Counted<WatcherState>> found_;                 // by the poll that is going on
    std::unordered_map<int, BaseTransport*> transports_;       // by descriptor
    std::unordered_map<BaseTransport*, Counted<BaseTransport>> open_transports_;   // that it keeps
    std::unordered_map<int, Counted<HandleState>> signal_handlers_;   // by signal
    std::shared_ptr<Mailbox> mailbox_;                         // of what other threads have for it
    std::shared_ptr<ThreadPoolExecutor> default_executor_;
    std::vector<std::shared_ptr<ThreadPoolExecutor>> former_executors_;
    Interrupts* interrupts_ = nullptr;                         // of Ctrl-C, while a Runner listens
    bool executor_shut_down_ = false;
    ExceptionHandler exception_handler_;
    TaskFactory task_factory_;
    std::uint32_t iteration_ = 0;
    std::uint32_t references_ = 0;
    std::atomic<bool> running_ = false;                        // other threads may ask
    bool stopping_ = false, closed_ = false;
};

inline FutureState::FutureState(Loop& loop, trace::FutureKind kind, bool is_task) : loop_(&loop), kind_(kind), is_task_(is_task) {
    if (loop.recorder() || loop.origins()) [[unlikely]] note_new();
}

template <class T>
Future<T>::Future(Loop& loop) : Future(loop.create_future<T>()) {}

/// A new loop, to be run and closed by whoever makes it. Python: asyncio.new_event_loop
Counted<Loop> new_event_loop();
/// The loop that runs in this thread. Throws RuntimeError "no running event loop".
Loop& get_running_loop();
/// The running loop; else the one that set_event_loop was given in this thread; else a new one, which it then is.
Counted<Loop> get_event_loop();
void set_event_loop(Counted<Loop> loop);

}  // namespace asyncio

#include "checked_call.hpp"
