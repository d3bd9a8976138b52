#pragma once
#include "client_session.hpp"

namespace asyncio::http {

/// What a ClientSession refers to.
class SessionState {
public:
    SessionState(Loop& loop, SessionOptions options);
    ~SessionState();             ///< warns if it is not closed. Emits: loop_error
    void close();

    Loop& loop() const { return *loop_; }

    SessionOptions options;
    const std::optional<URL> base_url;
    const CookieJar cookie_jar;
    const Connector connector;
    bool closed = false;

private:
    Counted<Loop> loop_;
};

}  // namespace asyncio::http
