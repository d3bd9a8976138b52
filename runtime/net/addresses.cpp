#include "addresses.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <deque>
#include <memory>

#include "runtime/awaiters.hpp"
#include "runtime/executor.hpp"
#include "runtime/os_errors.hpp"

namespace asyncio {
namespace {

int protocol_of(int type) { return type == SOCK_STREAM ? IPPROTO_TCP : type == SOCK_DGRAM ? IPPROTO_UDP : 0; }

/// None, if the resolver is to be asked. Python: base_events._ipaddr_info
std::optional<Address> numeric(const std::string& host, int port, const AddressQuery& query, const char* purpose) {
    const bool is_common = query.protocol == 0 || query.protocol == IPPROTO_TCP || query.protocol == IPPROTO_UDP;
    if (host.empty() || !is_common) return {};
    try {
        return Address::numeric(host, port, query.family);
    } catch (const OverflowError& error) {
        throw OverflowError(std::string(purpose) + "(): " + error.message());
    }
}

}  // namespace

std::vector<AddressInfo> getaddrinfo(const std::string& host, int port, AddressQuery query) {
    addrinfo hints{};
    hints.ai_family = query.family;
    hints.ai_socktype = query.type;
    hints.ai_protocol = query.protocol;
    hints.ai_flags = query.flags;
    addrinfo* list = nullptr;
    const std::string service = std::to_string(port);
    const int code = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), service.c_str(), &hints, &list);
    if (code == EAI_SYSTEM) throw_os_error(errno, "getaddrinfo", host);
    if (code != 0) throw gaierror(code, gai_strerror(code), "getaddrinfo", host);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    std::vector<AddressInfo> all;
    for (const addrinfo* info = list; info; info = info->ai_next)
        all.push_back({info->ai_family, info->ai_socktype, info->ai_protocol, Address(info->ai_addr, info->ai_addrlen)});
    return all;
}

std::pair<std::string, std::string> getnameinfo(const Address& address, int flags) {
    char host[NI_MAXHOST] = "", service[NI_MAXSERV] = "";
    const int code = ::getnameinfo(address.data(), address.size(), host, sizeof host, service, sizeof service, flags);
    if (code == EAI_SYSTEM) throw_os_error(errno, "getnameinfo", repr(address));
    if (code != 0) throw gaierror(code, gai_strerror(code), "getnameinfo", repr(address));
    return {host, service};
}

std::vector<AddressInfo> interleave_addrinfos(const std::vector<AddressInfo>& addrinfos, int first_address_family_count) {
    std::vector<std::deque<AddressInfo>> families;
    for (const AddressInfo& info : addrinfos) {
        const auto same = std::ranges::find(families, info.family, [](const auto& family) { return family.front().family; });
        (same != families.end() ? *same : families.emplace_back()).push_back(info);
    }
    std::vector<AddressInfo> reordered;
    const auto take = [&reordered](std::deque<AddressInfo>& family) {
        if (family.empty()) return;
        reordered.push_back(std::move(family.front()));
        family.pop_front();
    };
    for (int i = 1; i < first_address_family_count && !families.empty(); ++i) take(families.front());
    while (reordered.size() < addrinfos.size()) std::ranges::for_each(families, take);
    return reordered;
}

Coroutine<std::vector<AddressInfo>> resolve(Loop& loop, std::string host, int port, AddressQuery query, const char* purpose) {
    if (auto number = numeric(host, port, query, purpose)) {
        AddressInfo info{number->family(), query.type, protocol_of(query.type), *number};
        co_return std::vector<AddressInfo>{info};
    }
    co_return co_await loop.getaddrinfo(host, port, query);
}

Coroutine<std::vector<AddressInfo>> Loop::getaddrinfo(std::string host, int port) {
    return getaddrinfo(std::move(host), port, AddressQuery());
}

Coroutine<std::vector<AddressInfo>> Loop::getaddrinfo(std::string host, int port, AddressQuery query) {
    auto ask = [host, port, query] { return asyncio::getaddrinfo(host, port, query); };
    co_return co_await run_in_executor(nullptr, named("getaddrinfo", ask));
}

Coroutine<std::pair<std::string, std::string>> Loop::getnameinfo(Address sockaddr, int flags) {
    auto ask = [sockaddr, flags] { return asyncio::getnameinfo(sockaddr, flags); };
    co_return co_await run_in_executor(nullptr, named("getnameinfo", ask));
}

}  // namespace asyncio
