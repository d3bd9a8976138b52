#include "uv.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <uv.h>

#include <atomic>
#include <unordered_map>
#include <utility>

#include "block_pool.hpp"
#include "os_errors.hpp"
#include "trace/event.hpp"

namespace asyncio {
namespace {

void check(int code, const char* operation) {
    if (code < 0) throw_os_error(-code, operation, {}, uv_strerror(code));
}

struct Work : Pooled {
    Work(std::shared_ptr<PoolWork> work, Poller::Impl* owner) : work(std::move(work)), owner(owner) { request.data = this; }
    uv_work_t request{};
    std::shared_ptr<PoolWork> work;
    Poller::Impl* owner;
};

/// A descriptor that is looked at. libuv has the memory until it has closed the handle.
struct Watch {
    uv_poll_t poll{};
    Poller::Impl* owner;
    int fd;
    bool near;        // the other end is in this process, as far as one can tell
    int wanted = 0;
    int found = 0;    // since take_found
};

/// A process that was started here. libuv has the memory until it has closed the handle.
struct Child {
    uv_process_t process{};
    Poller::Impl* owner;
    std::function<void(int)> exited;
};

/// A signal that is caught; the same.
struct Caught {
    uv_signal_t signal{};
    Poller::Impl* owner;
    std::function<void()> came;
};

/// The strings as C wants them, for as long as those live.
std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> all;
    for (const std::string& text : strings) all.push_back(const_cast<char*>(text.c_str()));
    all.push_back(nullptr);
    return all;
}

/// Whether bytes arrive at the moment they are sent: Unix sockets and pipes; not so TCP.
bool is_near(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    return getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 || address.ss_family == AF_UNIX;
}

void note(uv_poll_t* poll, int status, int events);
void woken(uv_async_t* wake);
void ended(uv_process_t* process, std::int64_t status, int signal);

}  // namespace

int worker_number() {
    static std::atomic<int> next{0};
    static thread_local int number = next++;
    return number;
}

struct Poller::Impl {
    explicit Impl(Poller& poller) : poller(poller) {}
    /// One poll. libuv would not wait while it has handles to close: that is done before, and the timer started after.
    void run(Micros timeout) {
        stop_closed();
        happened = false;
        if (closing > 0 || timeout == 0) uv_run(&loop, UV_RUN_NOWAIT);
        if (happened || timeout == 0) return;
        if (timeout != trace::forever) start_timer(timeout);
        uv_run(&loop, UV_RUN_ONCE);
        uv_timer_stop(&timer);
    }
    /// libuv calls what is due before it waits, too. If that is this timer (a millisecond of its clock has passed
    /// meanwhile), nothing would end the wait: uv_stop has it not begin.
    void start_timer(Micros timeout) {
        uv_update_time(&loop);
        uv_timer_start(&timer, [](uv_timer_t* due) { uv_stop(due->loop); }, static_cast<std::uint64_t>((timeout + 999) / 1000), 0);
    }
    /// A descriptor that was closed while it was still watched would end the process in libuv.
    void stop_closed() {
        for (int fd : changed)
            if (auto watch = watches.find(fd); watch != watches.end() && fcntl(fd, F_GETFD) < 0) uv_poll_stop(&watch->second->poll);
        changed.clear();
    }
    Watch& start_watching(int fd) {
        auto watch = std::make_unique<Watch>();
        check(uv_poll_init(&loop, &watch->poll, fd), "watch a descriptor");
        watch->poll.data = watch.get();
        watch->owner = this;
        watch->fd = fd;
        watch->near = is_near(fd);
        far += !watch->near;
        ++poller.under_way_;
        return *(watches[fd] = watch.release());
    }
    void stop_watching(Watch& watch) {
        watches.erase(watch.fd);
        poller.found_ -= std::erase(found, &watch);
        far -= !watch.near;
        --poller.under_way_;
        close(watch.poll, watch);
    }
    void forget_child(int pid) { poller.under_way_ -= children.erase(pid); }
    /// Closes a handle; what it is in goes when libuv has done so.
    template <class Handle, class Owner>
    void close(Handle& handle, Owner&) {
        ++closing;
        uv_close(reinterpret_cast<uv_handle_t*>(&handle), [](uv_handle_t* closed) {
            std::unique_ptr<Owner> owner(static_cast<Owner*>(closed->data));
            --owner->owner->closing;
        });
    }

    void note_found(Watch& watch, int events) {
        if (watch.found == 0) {
            found.push_back(&watch);
            ++poller.found_;
        }
        watch.found |= events;
        happened = true;
    }

    Poller& poller;
    std::unordered_map<int, Watch*> watches;   // by descriptor
    std::unordered_map<int, Child*> children;  // by process number
    std::unordered_map<int, Caught*> signals;  // by number
    std::vector<Watch*> found;
    std::vector<int> changed;                  // descriptors, since the last poll
    std::size_t far = 0, closing = 0;
    bool happened = false;                     // something that ends a poll
    uv_loop_t loop{};
    uv_async_t wake{};
    uv_timer_t timer{};
    std::size_t in_flight = 0;   // requests that the thread pool has
};

namespace {

void note(uv_poll_t* poll, int status, int events) {
    auto* watch = static_cast<Watch*>(poll->data);
    if (status < 0) {  // an error or a hang-up; libuv has stopped looking
        events = watch->wanted;
        uv_poll_start(poll, watch->wanted, note);
    }
    watch->owner->note_found(*watch, events);
}

void ended(uv_process_t* process, std::int64_t status, int signal) {
    auto* child = static_cast<Child*>(process->data);
    Poller::Impl& owner = *child->owner;
    owner.happened = true;
    owner.forget_child(process->pid);
    const auto exited = std::move(child->exited);
    owner.close(*process, *child);
    exited(signal != 0 ? -signal : static_cast<int>(status));
}

void woken(uv_async_t* wake) { static_cast<Poller::Impl*>(wake->data)->happened = true; }

}  // namespace

Poller::Poller() : impl_(std::make_unique<Impl>(*this)) {
    check(uv_loop_init(&impl_->loop), "start the event loop");
    impl_->wake.data = impl_.get();
    check(uv_async_init(&impl_->loop, &impl_->wake, woken), "make the loop's wake-up");
    check(uv_timer_init(&impl_->loop, &impl_->timer), "make the loop's timer");
}

Poller::~Poller() {
    end_children();
    while (!impl_->signals.empty()) release_signal(impl_->signals.begin()->first);
    while (impl_->in_flight > 0) uv_run(&impl_->loop, UV_RUN_ONCE);
    while (!impl_->watches.empty()) impl_->stop_watching(*impl_->watches.begin()->second);
    uv_close(reinterpret_cast<uv_handle_t*>(&impl_->wake), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&impl_->timer), nullptr);
    uv_run(&impl_->loop, UV_RUN_DEFAULT);
    uv_loop_close(&impl_->loop);
}

void Poller::poll(Micros timeout) { impl_->run(timeout); }

void Poller::wake() { uv_async_send(&impl_->wake); }

void Poller::watch(int fd, bool readable, bool writable) {
    const int wanted = (readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0);
    const auto known = impl_->watches.find(fd);
    if (wanted == 0) {
        if (known != impl_->watches.end()) impl_->stop_watching(*known->second);
        return;
    }
    if (fcntl(fd, F_GETFD) < 0) throw_os_error(errno, "watch a descriptor");
    Watch& watch = known != impl_->watches.end() ? *known->second : impl_->start_watching(fd);
    watch.wanted = wanted;
    check(uv_poll_start(&watch.poll, wanted, note), "watch a descriptor");
    impl_->changed.push_back(fd);
}

bool Poller::watches_far() const { return impl_->far > 0; }

void Poller::take_found(std::vector<Readiness>& found) {
    found.clear();
    for (Watch* watch : impl_->found) {
        const int events = std::exchange(watch->found, 0) & watch->wanted;
        found.push_back({watch->fd, (events & UV_READABLE) != 0, (events & UV_WRITABLE) != 0});
    }
    impl_->found.clear();
    found_ = 0;
}

void Poller::queue_work(std::shared_ptr<PoolWork> work) {
    auto* job = new Work(std::move(work), impl_.get());
    ++impl_->in_flight;
    ++under_way_;
    const int code = uv_queue_work(&impl_->loop, &job->request,
        [](uv_work_t* request) { static_cast<Work*>(request->data)->work->work(worker_number()); },
        [](uv_work_t* request, int) {
            std::unique_ptr<Work> job(static_cast<Work*>(request->data));
            --job->owner->in_flight;
            --job->owner->poller.under_way_;
            job->owner->happened = true;
            job->work->after();
        });
    if (code < 0) {
        --impl_->in_flight;
        --under_way_;
        delete job;
    }
    check(code, "queue work for the thread pool");
}

int Poller::spawn(const ChildStart& start, std::function<void(int)> exited) {
    auto args = pointers(start.args), env = start.env ? pointers(*start.env) : std::vector<char*>();
    std::vector<uv_stdio_container_t> stdio(start.descriptors.size());
    for (std::size_t i = 0; i < stdio.size(); ++i) {
        stdio[i].flags = start.descriptors[i] < 0 ? UV_IGNORE : UV_INHERIT_FD;
        stdio[i].data.fd = start.descriptors[i];
    }
    uv_process_options_t options{};
    options.exit_cb = ended;
    options.file = start.file.c_str();
    options.args = args.data();
    options.env = start.env ? env.data() : nullptr;
    options.cwd = start.cwd ? start.cwd->c_str() : nullptr;
    options.flags = start.new_session ? UV_PROCESS_DETACHED : 0;
    options.stdio = stdio.data();
    options.stdio_count = static_cast<int>(stdio.size());
    auto* child = new Child{{}, impl_.get(), std::move(exited)};
    child->process.data = child;
    const int code = uv_spawn(&impl_->loop, &child->process, &options);
    if (code < 0) {
        child->exited = nullptr;
        impl_->close(child->process, *child);
    }
    check(code, "spawn");
    impl_->children[child->process.pid] = child;
    ++under_way_;
    return child->process.pid;
}

void Poller::send_signal(int pid, int signal) {
    if (!impl_->children.contains(pid) || ::kill(pid, signal) == 0 || errno == ESRCH) return;
    throw_os_error(errno, "kill");
}

bool Poller::has_children() const { return !impl_->children.empty(); }

void Poller::end_children() {
    under_way_ -= impl_->children.size();
    for (auto& [pid, child] : std::exchange(impl_->children, {})) {
        impl_->close(child->process, *child);
        child->exited = nullptr;
        if (::kill(pid, SIGKILL) < 0) continue;   // it has become another user's
        while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
    }
}

void Poller::catch_signal(int signal, std::function<void()> came) {
    if (const auto known = impl_->signals.find(signal); known != impl_->signals.end()) {
        known->second->came = std::move(came);
        return;
    }
    auto made = std::make_unique<Caught>(Caught{{}, impl_.get(), std::move(came)});
    check(uv_signal_init(&impl_->loop, &made->signal), "catch a signal");
    Caught* caught = made.release();
    caught->signal.data = caught;
    const auto note = [](uv_signal_t* handle, int) {
        auto* caught = static_cast<Caught*>(handle->data);
        caught->owner->happened = true;
        caught->came();
    };
    const int code = uv_signal_start(&caught->signal, note, signal);
    if (code < 0) impl_->close(caught->signal, *caught);
    check(code, "catch a signal");
    impl_->signals[signal] = caught;
    ++under_way_;
}

void Poller::release_signal(int signal) {
    const auto known = impl_->signals.find(signal);
    if (known == impl_->signals.end()) return;
    Caught* caught = known->second;
    caught->came = nullptr;   // what it holds may hold the loop, which closes this with its last turn
    impl_->signals.erase(known);
    --under_way_;
    impl_->close(caught->signal, *caught);
}

}  // namespace asyncio
