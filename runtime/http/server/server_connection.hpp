#pragma once
#include "../../net/byte_buffer.hpp"
#include "../../net/protocol.hpp"
#include "../../net/read_flow.hpp"
#include "../../task.hpp"
#include "request.hpp"
#include "response_writer.hpp"

namespace asyncio::http {

class WebServer;

/// A client's connection: reads its requests, has the application answer them one after the other in one task, and
/// sends the answers. Python: web_protocol.RequestHandler
class ServerConnection final : public Protocol, public ReadFlow {
public:
    explicit ServerConnection(Counted<WebServer> server);
    ~ServerConnection() override;

    void connection_made(Transport& transport) override;
    void data_received(std::string_view data) override;
    bool eof_received() override;
    void pause_writing() override;
    void resume_writing() override;
    void connection_lost(std::exception_ptr error) override;
    trace::Callback made_callback() const override { return trace::Callback::transport_connected; }

    // The reader of a body has too many bytes, or wants more.
    void pause_reading() override;
    void resume_reading() override;

    // For responses.
    Transport* transport() const { return transport_.get(); }
    Transport& open_transport() const;       ///< Throws ConnectionResetError if the client has gone
    ResponseWriter& writer() { return writer_; }
    Coroutine<> drain() { return wait_for_room(Counted<ServerConnection>(this)).as("drain"); }   ///< as StreamWriter::drain

    // For the server, when it is to end.
    void stop();                             ///< closes the connection, or has it closed after the response that is due
    void abort();                            ///< now; the handler is cancelled

private:
    enum class Waiting { nothing, request, head, body, last_bytes, room, farewell };   // what for, with a deadline

    static Coroutine<> serve(Counted<ServerConnection> self);
    static Coroutine<> handle(ServerConnection& self);
    static Coroutine<> send(ServerConnection& self, Response& response);
    static Coroutine<> linger(ServerConnection& self);
    static Coroutine<> wait_for_room(Counted<ServerConnection> self);

    bool has_request() const { return parser_.state() != RequestParser::State::head; }
    bool body_is_coming() const { return parser_.state() == RequestParser::State::body; }
    bool is_open() const;
    Future<void> bytes();
    Coroutine<Response> answer();
    void send_whole(const Response& response);
    bool can_be_sent_at_once(const Response& response) const;
    std::size_t consume(std::string_view bytes);
    void begin_request();
    void break_body(std::exception_ptr error);
    void continue_request();
    Response failure(const std::exception_ptr& error);
    void next_request();
    void close();
    void abort_transport();
    void leave();
    void wake_up();
    void go_on();
    void regulate();
    void watch_time();
    void wait_until(Waiting waiting, Seconds patience);
    void time_is_up();
    void time_out(Waiting waiting);

    Counted<WebServer> server_;
    Loop& loop_;
    Counted<Transport> transport_;
    AnyTask task_;
    RequestParser parser_;
    Request request_;
    ResponseWriter writer_;
    StreamReader content_;                   // of the present request; none: it has no body, or nobody reads it
    ByteBuffer pending_;                     // bytes that belong to what comes later
    Future<void> waiter_, room_;             // of the task: for bytes, for room to write
    Counted<TimerState> timer_;
    Micros deadline_ = 0;
    std::size_t unsent_ = 0;                 // when it began to wait for room
    Waiting waiting_ = Waiting::nothing;
    bool discarding_ = false;                // the request's body has no reader any more
    bool deaf_ = false;                      // there will be no further request: what comes is dropped
    bool eof_ = false, stopping_ = false, content_paused_ = false, held_back_ = false, writing_paused_ = false;
};

}  // namespace asyncio::http
