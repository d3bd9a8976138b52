#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/bench/work.hpp"

// What libuv does by itself: callbacks, without coroutines, tasks or exceptions.

using namespace bench;

namespace {

uv_loop_t* const loop = uv_default_loop();

template <class H>
uv_handle_t* handle(H* h) { return reinterpret_cast<uv_handle_t*>(h); }

double run_and_read(std::size_t count, double (*clock)() = processor_time) {
    const Stopwatch watch(clock);
    uv_run(loop, UV_RUN_DEFAULT);
    return watch.read() / static_cast<double>(count);
}

/// A ready queue that is drained once each turn of libuv's loop: call_soon, as one would write it on libuv.
class ReadyQueue {
public:
    struct Job { std::size_t turns; };

    explicit ReadyQueue(std::size_t jobs) : jobs_(jobs) {
        uv_idle_init(loop, &idle_);
        idle_.data = this;
        uv_idle_start(&idle_, [](uv_idle_t* idle) { static_cast<ReadyQueue*>(idle->data)->drain(); });
        for (Job& job : jobs_) queue_.push_back(&job);
    }
    void give_turns(std::size_t turns) {
        for (Job& job : jobs_) job.turns = turns;
    }

private:
    void drain() {
        now_.swap(queue_);
        for (Job* job : now_)
            if (--job->turns > 0) queue_.push_back(job);
        now_.clear();
        if (queue_.empty()) uv_idle_stop(&idle_);
    }
    std::vector<Job> jobs_;
    std::vector<Job*> queue_, now_;
    uv_idle_t idle_{};
};

double among_a_thousand(std::size_t count) {
    ReadyQueue queue(1000);
    queue.give_turns(count / 1000);
    return run_and_read(count);
}

double alone(std::size_t count) {
    ReadyQueue queue(1);
    queue.give_turns(count);
    return run_and_read(count);
}

double alone_watched(std::size_t count) {
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    uv_poll_t poll;
    uv_poll_init(loop, &poll, ends[0]);
    uv_poll_start(&poll, UV_READABLE, [](uv_poll_t*, int, int) {});
    uv_unref(handle(&poll));
    return alone(count);
}

double fire_timers(std::size_t count) {
    Random random;
    const Stopwatch watch(processor_time);
    for (std::size_t i = 0; i < count; ++i) {
        auto* timer = new uv_timer_t;
        uv_timer_init(loop, timer);
        uv_timer_start(timer, [](uv_timer_t* t) {
            uv_close(handle(t), [](uv_handle_t* h) { delete reinterpret_cast<uv_timer_t*>(h); });
        }, random.below(100), 0);
    }
    uv_run(loop, UV_RUN_DEFAULT);
    return watch.read() / static_cast<double>(count);
}

double cancel_timers(std::size_t count) {
    Random random;
    const Stopwatch watch(processor_time);
    std::vector<uv_timer_t> timers(count);
    for (uv_timer_t& timer : timers) {
        uv_timer_init(loop, &timer);
        uv_timer_start(&timer, [](uv_timer_t*) {}, 3'600'000 + random.below(1000), 0);
    }
    for (uv_timer_t& timer : timers) {
        uv_timer_stop(&timer);
        uv_close(handle(&timer), nullptr);
    }
    uv_run(loop, UV_RUN_DEFAULT);
    return watch.read() / static_cast<double>(count);
}

double memory_of_timers(std::size_t count) {
    const double before = resident_memory();
    for (std::size_t i = 0; i < count; ++i) {
        auto* timer = new uv_timer_t;
        uv_timer_init(loop, timer);
        uv_timer_start(timer, [](uv_timer_t*) {}, 3'600'000, 0);
    }
    return (resident_memory() - before) / static_cast<double>(count);
}

struct Job {
    uv_work_t request;
    std::size_t left;
    static void after(uv_work_t* request, int) {
        Job* job = reinterpret_cast<Job*>(request);
        if (--job->left > 0) uv_queue_work(loop, request, [](uv_work_t*) {}, after);
    }
};

double one_job_at_a_time(std::size_t count) {
    Job job{{}, count};
    uv_queue_work(loop, &job.request, [](uv_work_t*) {}, Job::after);
    return run_and_read(count, wall_time);
}

double jobs_at_once(std::size_t count) {
    const Stopwatch watch(wall_time);
    std::vector<uv_work_t> jobs(count);
    for (uv_work_t& job : jobs) uv_queue_work(loop, &job, [](uv_work_t*) {}, [](uv_work_t*, int) {});
    uv_run(loop, UV_RUN_DEFAULT);
    return watch.read() / static_cast<double>(count);
}

/// One uv_fs_read after the other, each begun when the one before is done.
class Reads {
public:
    explicit Reads(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        request_.data = this;
        next();
    }
    Reads(const Reads&) = delete;
    ~Reads() { close(fd_); }
    std::size_t total() const { return total_; }

private:
    void next() {
        uv_buf_t buffer = uv_buf_init(data_.data(), piece);
        uv_fs_read(loop, &request_, fd_, &buffer, 1, -1, [](uv_fs_t* request) {
            auto* self = static_cast<Reads*>(request->data);
            const auto got = request->result;
            uv_fs_req_cleanup(request);
            if (got <= 0) return;
            self->total_ += static_cast<std::size_t>(got);
            self->next();
        });
    }

    uv_fs_t request_{};
    int fd_;
    std::vector<char> data_ = std::vector<char>(piece);
    std::size_t total_ = 0;
};

double read_file(std::size_t pieces) {
    BigFile file(pieces);
    const Stopwatch watch(wall_time);
    Reads reads(file.path);
    uv_run(loop, UV_RUN_DEFAULT);
    if (reads.total() != pieces * piece) throw std::runtime_error("read too little");
    return watch.read() / static_cast<double>(pieces);
}

/// One of the echo server's connections: what it reads it writes, from a copy that lives until it is written.
struct EchoConnection {
    struct Write {
        uv_write_t request;
        char data[1];
    };

    uv_tcp_t tcp;
    char data[piece];

    static void accept(uv_stream_t* server, int) {
        auto* self = new EchoConnection;
        uv_tcp_init(loop, &self->tcp);
        uv_accept(server, stream(self));
        uv_tcp_nodelay(&self->tcp, 1);
        uv_read_start(stream(self), allocate, echo);
        if (--*static_cast<std::size_t*>(server->data) == 0) uv_close(handle(server), nullptr);
    }

private:
    static uv_stream_t* stream(EchoConnection* self) { return reinterpret_cast<uv_stream_t*>(self); }
    static void allocate(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
        *buffer = uv_buf_init(reinterpret_cast<EchoConnection*>(handle)->data, piece);
    }
    static void echo(uv_stream_t* stream, ssize_t got, const uv_buf_t* buffer) {
        if (got < 0) return uv_close(handle(stream), [](uv_handle_t* h) { delete reinterpret_cast<EchoConnection*>(h); });
        const auto size = static_cast<std::size_t>(got);
        auto* write = static_cast<Write*>(std::malloc(sizeof(Write) + size));
        std::memcpy(write->data, buffer->base, size);
        uv_buf_t bytes = uv_buf_init(write->data, static_cast<unsigned>(size));
        uv_write(&write->request, stream, &bytes, 1, [](uv_write_t* request, int) { std::free(request); });
    }
};

double echo(std::size_t connections) {
    uv_tcp_t server;
    sockaddr_in address;
    int size = sizeof address;
    uv_ip4_addr("127.0.0.1", 0, &address);
    uv_tcp_init(loop, &server);
    server.data = &connections;
    uv_tcp_bind(&server, reinterpret_cast<sockaddr*>(&address), 0);
    if (uv_listen(reinterpret_cast<uv_stream_t*>(&server), 100, EchoConnection::accept) != 0) throw std::runtime_error("cannot listen");
    uv_tcp_getsockname(&server, reinterpret_cast<sockaddr*>(&address), &size);
    announce(ntohs(address.sin_port));
    return run_and_read(1);
}

constexpr Work works[] = {
    {"switch", among_a_thousand},
    {"alone", alone},
    {"alone-watched", alone_watched},
    {"timers", fire_timers},
    {"sleepers", fire_timers},
    {"timers-cancelled", cancel_timers},
    {"memory", memory_of_timers},
    {"job", one_job_at_a_time},
    {"jobs", jobs_at_once},
    {"file", read_file},
    {"echo", echo},
};

}  // namespace

int main(int argc, char** argv) { return argc < 3 ? 2 : run_work(works, argv[1], argv[2]); }
