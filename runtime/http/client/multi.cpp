#include "multi.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/exceptions.hpp"
#include "runtime/quiet_write.hpp"
#include "transfer.hpp"

namespace asyncio::http {
namespace {

using trace::Direction;

/// A peer that has gone must not end the process: OpenSSL writes without MSG_NOSIGNAL.
class QuietPipe {
public:
    ~QuietPipe() { signals_.drop(); }

private:
    WriteSignals signals_;
};

Transfer* transfer_of(CURL* easy) {
    char* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    return reinterpret_cast<Transfer*>(transfer);
}

void start_libcurl() {
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) throw RuntimeError(std::string("libcurl cannot start: ") + curl_easy_strerror(code));
}

}  // namespace

Multi::Multi(Loop& loop, Seconds keepalive_timeout, std::size_t most_idle) : loop_(loop), idle_(loop, keepalive_timeout) {
    start_libcurl();
    multi_ = curl_multi_init();
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(most_idle));
}

Multi::~Multi() {
    while (!watched_.empty()) forget(watched_.begin()->first);
    arm(-1);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
    const QuietPipe quiet;
    curl_multi_cleanup(multi_);
}

void Multi::set_up_sockets(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
}

void Multi::add(Transfer& transfer, CURL* easy) {
    if (const CURLMcode code = curl_multi_add_handle(multi_, easy); code != CURLM_OK)
        throw RuntimeError(std::string("libcurl cannot begin the request: ") + curl_multi_strerror(code));
    transfers_.push_back(&transfer);
    settle();
}

void Multi::remove(Transfer& transfer, CURL* easy) {
    if (std::erase(transfers_, &transfer) == 0) return;
    const QuietPipe quiet;
    curl_multi_remove_handle(multi_, easy);
    std::erase(early_, &transfer);
}

bool Multi::has(const Transfer* transfer) const { return std::ranges::find(transfers_, transfer) != transfers_.end(); }

void Multi::unpause(CURL* easy) {
    {
        const QuietPipe quiet;
        curl_easy_pause(easy, CURLPAUSE_CONT);
    }
    settle();
}

int Multi::on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void*) {
    auto& multi = *static_cast<Multi*>(self);
    try {
        multi.watch(fd, what, transfer_of(easy));
        if (!(what & CURL_POLL_IN) || what == CURL_POLL_REMOVE) multi.early_.push_back(transfer_of(easy));
        return 0;
    } catch (...) {
        multi.trouble_ = std::current_exception();
        return -1;
    }
}

void Multi::watch(int fd, int what, Transfer* transfer) {
    if (what == CURL_POLL_REMOVE) return forget(fd);
    idle_.remove(fd);
    const int before = std::exchange(watched_[fd], Watched{what, transfer}).events;
    if (what & ~before & CURL_POLL_IN) begin_watching(fd, Direction::read, CURL_CSELECT_IN);
    if (what & ~before & CURL_POLL_OUT) begin_watching(fd, Direction::write, CURL_CSELECT_OUT);
    end_watching(fd, before & ~what);
}

void Multi::begin_watching(int fd, Direction direction, int event) {
    auto ready = named("http.socket", [this, fd, event] { act(fd, event); });
    loop_.watch(fd, direction, own_call<WatcherState>(loop_, trace::Callback::user, std::move(ready)));
}

void Multi::end_watching(int fd, int events) {
    if (events & CURL_POLL_IN) loop_.unwatch(fd, Direction::read);
    if (events & CURL_POLL_OUT) loop_.unwatch(fd, Direction::write);
}

void Multi::forget(int fd) {
    const auto known = watched_.find(fd);
    if (known == watched_.end()) return;
    end_watching(fd, known->second.events);
    watched_.erase(known);
}

int Multi::on_timer(CURLM*, long milliseconds, void* self) {
    auto& multi = *static_cast<Multi*>(self);
    multi.due_ = milliseconds == 0;
    multi.arm(milliseconds == 0 ? -1 : milliseconds);
    return 0;
}

void Multi::arm(long milliseconds) {
    if (timer_) std::exchange(timer_, nullptr)->cancel();
    if (milliseconds < 0) return;
    timer_ = Counted<TimerState>(own_call<TimerState>(loop_, trace::Callback::user, named("http.timer", [this] { time_is_up(); })));
    loop_.arm(timer_.get(), loop_.now() + milliseconds * 1000);
}

/// libcurl goes by the real clock: if that has not come so far, it does not ask again by itself.
void Multi::time_is_up() {
    timer_ = nullptr;
    due_ = true;
    settle();
    long milliseconds = -1;
    if (!timer_ && curl_multi_timeout(multi_, &milliseconds) == CURLM_OK && milliseconds >= 0) arm(std::max(milliseconds, 1L));
}

curl_socket_t Multi::open(const curl_sockaddr& address) {
    const int fd = socket(address.family, address.socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.protocol);
    open_error_ = fd < 0 ? errno : 0;
    return fd < 0 ? CURL_SOCKET_BAD : fd;
}

int Multi::on_close(void* self, curl_socket_t fd) {
    auto& multi = *static_cast<Multi*>(self);
    multi.forget(fd);
    multi.idle_.remove(fd);
    return close(fd);
}

void Multi::act(int fd, int event) {
    const auto known = watched_.find(fd);
    if (event == CURL_CSELECT_IN && known != watched_.end() && known->second.transfer) known->second.transfer->something_came();
    {
        const QuietPipe quiet;
        int running = 0;
        curl_multi_socket_action(multi_, fd, event, &running);
    }
    settle();
}

/// Goes on as long as libcurl would be called again at once, then hands out what has ended.
void Multi::settle() {
    constexpr int most_rounds = 100;   // then the others have their turn
    for (int round = 0; due_ && round < most_rounds; ++round) {
        due_ = false;
        const QuietPipe quiet;
        int running = 0;
        curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    if (std::exchange(due_, false)) arm(0);
    take_messages();
    end_early();
    if (trouble_) give_up();
}

void Multi::take_messages() {
    std::vector<std::pair<Transfer*, CURLcode>> done;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
        if (message->msg == CURLMSG_DONE) done.emplace_back(transfer_of(message->easy_handle), message->data.result);
    for (const auto& [transfer, code] : done)
        if (has(transfer)) transfer->finished(code);
}

/// What reads no more has its response. libcurl would go on to send a body for which nobody waits.
void Multi::end_early() {
    for (Transfer* transfer : std::exchange(early_, {}))
        if (has(transfer)) transfer->receives_no_more();
}

/// The loop cannot watch a socket: nothing that is under way would ever end.
void Multi::give_up() {
    const std::exception_ptr trouble = std::exchange(trouble_, nullptr);
    for (Transfer* transfer : std::vector(transfers_)) transfer->fail(trouble);
}

}  // namespace asyncio::http
