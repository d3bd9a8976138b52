#pragma once
#include <curl/curl.h>

#include <unordered_map>
#include <vector>

#include "idle_connections.hpp"

namespace asyncio::http {

class Transfer;

/// libcurl's transfers on a loop. What it waits for on a socket, the loop watches; its timer is one of the loop's; it
/// is called when either comes about, and tells the transfers what became of them.
///
/// No callback of libcurl's runs the program's code, and nothing calls libcurl from inside of one: callbacks set
/// futures and flags.
class Multi {
public:
    Multi(Loop& loop, Seconds keepalive_timeout, std::size_t most_idle);
    ~Multi();                                                ///< closes all connections
    Multi(const Multi&) = delete;

    /// Starts a transfer, as far as that goes without waiting. Throws RuntimeError. Emits: io_begin, timer_arm.
    void add(Transfer& transfer, CURL* easy);
    void remove(Transfer& transfer, CURL* easy);             ///< closes its connection, if it is under way. Emits: io_end
    void unpause(CURL* easy);                                ///< both directions
    const std::vector<Transfer*>& transfers() const { return transfers_; }
    IdleConnections& idle() { return idle_; }
    void set_up_sockets(CURL* easy);                         ///< so that this object closes the transfer's
    curl_socket_t open(const curl_sockaddr& address);        ///< makes one; CURL_SOCKET_BAD: it could not be made
    int open_error() const { return open_error_; }           ///< why the latest socket could not be made; 0: it could

private:
    static int on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void*);
    static int on_timer(CURLM*, long milliseconds, void* self);
    static int on_close(void* self, curl_socket_t fd);

    bool has(const Transfer* transfer) const;
    void watch(int fd, int what, Transfer* transfer);
    void begin_watching(int fd, trace::Direction direction, int event);
    void end_watching(int fd, int events);
    void forget(int fd);
    void arm(long milliseconds);
    void time_is_up();
    void act(int fd, int event);
    void settle();
    void take_messages();
    void end_early();
    void give_up();

    Loop& loop_;
    CURLM* multi_;
    IdleConnections idle_;
    std::vector<Transfer*> transfers_;                       // in the order in which they began
    std::vector<Transfer*> early_;                           // have their response, maybe before the request was out
    struct Watched {
        int events = 0;                                      // CURL_POLL_IN, _OUT or both
        Transfer* transfer = nullptr;                        // whose connection it is; nullptr: libcurl is closing it
    };
    std::unordered_map<int, Watched> watched_;               // by descriptor
    Counted<TimerState> timer_;
    bool due_ = false;                                       // its timer wants to be called at once
    int open_error_ = 0;
    std::exception_ptr trouble_;                             // what the loop threw at a callback
};

}  // namespace asyncio::http
