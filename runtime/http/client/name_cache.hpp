#pragma once
#include <map>

#include "../../coroutine.hpp"
#include "../../net/addresses.hpp"

namespace asyncio::http {

/// Where hosts are, as far as that was asked lately. Python: aiohttp.connector._DNSCacheTable
///
/// The loop's own look-up is asked, not libcurl's: it is a job like any other, which the trace shows and which goes by
/// the virtual clock.
class NameCache {
public:
    NameCache(Loop& loop, double time_to_live) : loop_(loop), time_to_live_(time_to_live) {}

    /// Throws gaierror. Emits: job_submit, suspend, unless it is known or `host` is a number.
    Coroutine<std::vector<AddressInfo>> look_up(std::string host, int port, int family);

private:
    struct Known {
        std::vector<AddressInfo> addresses;
        double until;
    };
    static Coroutine<std::vector<AddressInfo>> ask(NameCache& self, std::string host, int port, int family);

    Loop& loop_;
    const double time_to_live_;
    std::map<std::pair<std::string, int>, Known> known_;
};

}  // namespace asyncio::http
