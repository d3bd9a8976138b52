#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

// The load of the echo benchmarks: `echo_client PORT CONNECTIONS REQUESTS`. All connections send a message of 1 KiB
// and the next one when it has come back, until there were REQUESTS of them. Exit status 1 if one does not come back.

namespace {

constexpr std::size_t message_size = 1024;

[[noreturn]] void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

class Connection {
public:
    Connection(uv_loop_t* loop, int port, long& requests) : requests_(requests), fd_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("connect");
        const int yes = 1;
        setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        fcntl(fd_, F_SETFL, O_NONBLOCK);
        poll_.data = this;
        uv_poll_init(loop, &poll_, fd_);
        uv_poll_start(&poll_, UV_READABLE, [](uv_poll_t* poll, int, int) { static_cast<Connection*>(poll->data)->receive(); });
    }
    Connection(const Connection&) = delete;

    void send() {
        if (requests_-- <= 0) return close();
        if (write(fd_, message_, message_size) != ssize_t{message_size}) fail("write");
    }

private:
    void receive() {
        const ssize_t got = read(fd_, answer_ + received_, message_size - received_);
        if (got <= 0) fail("read");
        received_ += static_cast<std::size_t>(got);
        if (received_ < message_size) return;
        if (std::memcmp(message_, answer_, message_size) != 0) fail("another answer");
        received_ = 0;
        send();
    }
    void close() {
        uv_poll_stop(&poll_);
        ::close(fd_);
    }

    long& requests_;   // that nobody has sent yet
    int fd_;
    uv_poll_t poll_{};
    std::size_t received_ = 0;
    char message_[message_size] = "hello", answer_[message_size];
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 2;
    uv_loop_t* loop = uv_default_loop();
    long requests = std::atol(argv[3]);
    std::vector<Connection*> connections;   // libuv has their memory to the end
    for (int i = 0; i < std::atoi(argv[2]); ++i) connections.push_back(new Connection(loop, std::atoi(argv[1]), requests));
    for (Connection* connection : connections) connection->send();
    uv_run(loop, UV_RUN_DEFAULT);
    return 0;
}
