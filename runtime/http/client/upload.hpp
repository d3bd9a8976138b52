#pragma once
#include "../../net/byte_buffer.hpp"
#include "../../task.hpp"
#include "payload.hpp"

namespace asyncio::http {

/// A body on its way out, piece by piece: a task asks the source, and waits while there is more than the connection
/// takes. Python: ClientRequest.write_bytes
class Upload {
public:
    /// Who sends it.
    class Sender {
    public:
        virtual void more_to_send() = 0;                     ///< there are bytes again, or the end
        virtual void source_failed(std::exception_ptr error) = 0;

    protected:
        ~Sender() = default;
    };

    Upload(Loop& loop, Payload::Source source, Sender& sender) : loop_(&loop), source_(std::move(source)), sender_(&sender) {}
    void retain() { ++references_; }
    void release() { if (--references_ == 0) delete this; }

    /// Copies what there is, at most `size` bytes; 0 is the end; none: nothing yet, the sender will be told. The first
    /// call begins the task. Emits: task_new.
    std::optional<std::size_t> read(char* out, std::size_t size);
    void stop();             ///< nobody sends any more: cancels the task

private:
    static Coroutine<> write_bytes(Counted<Upload> self);
    static Coroutine<> take_all(Upload& self);
    static Coroutine<> wait_for_room(Upload& self);
    void begin();
    void tell_more();

    Counted<Loop> loop_;
    Payload::Source source_;
    Sender* sender_;                         // nullptr: stopped
    ByteBuffer buffer_;
    AnyTask task_;
    Future<void> room_;
    unsigned references_ = 0;
    bool begun_ = false, eof_ = false, awaited_ = false;
};

}  // namespace asyncio::http
