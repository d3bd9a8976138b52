#pragma once
#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <string>

#include "ssl_context.hpp"

namespace asyncio {

/// What an SSLContext refers to.
class SSLContextState {
public:
    explicit SSLContextState(SSLMethod method);

    SSL_CTX* get() const { return ctx_.get(); }
    void changed() { number_ = next_number(); }
    unsigned long number() const { return number_; }

    /// What it offers, or takes of what is offered: each name behind its length.
    void set_alpn(std::string protocols);
    const std::string& alpn() const { return alpn_; }

    const SSLMethod method;
    bool check_hostname;

private:
    struct Free {
        void operator()(SSL_CTX* ctx) const { SSL_CTX_free(ctx); }
    };
    static unsigned long next_number() {
        static std::atomic<unsigned long> last{0};
        return ++last;
    }
    std::unique_ptr<SSL_CTX, Free> ctx_;
    std::string alpn_;
    unsigned long number_ = next_number();
};

}  // namespace asyncio
