#include "name_cache.hpp"

#include "runtime/awaiters.hpp"

namespace asyncio::http {

Coroutine<std::vector<AddressInfo>> NameCache::look_up(std::string host, int port, int family) {
    return ask(*this, std::move(host), port, family).as("_resolve_host");
}

Coroutine<std::vector<AddressInfo>> NameCache::ask(NameCache& self, std::string host, int port, int family) {
    const std::pair key(host, port);
    if (const auto known = self.known_.find(key); known != self.known_.end()) {
        if (known->second.until > self.loop_.time()) co_return known->second.addresses;
        self.known_.erase(known);
    }
    auto addresses = co_await resolve(self.loop_, host, port, {.family = family, .type = SOCK_STREAM});
    if (self.time_to_live_ > 0) self.known_[key] = {addresses, self.loop_.time() + self.time_to_live_};
    co_return addresses;
}

}  // namespace asyncio::http
