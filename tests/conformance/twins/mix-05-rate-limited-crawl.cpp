#include <algorithm>
#include <map>

#include "../python.hpp"

// At most two downloads at a time; a page that fails does not stop the others.
namespace mix_05 {

using Pages = std::vector<std::string>;
const std::map<std::string, Pages> LINKS = {{"a", {"b", "c"}}, {"b", {"d"}}, {"c", {}}, {"d", {"a"}}};

Coroutine<Pages> fetch(std::string page, asyncio::Semaphore sem) {
    co_return co_await asyncio::async_with(sem, [&]() -> Coroutine<Pages> {
        print("fetch {}", page);
        co_await asyncio::sleep(0.02);
        if (page == "c") throw OSError("404 c");
        co_return LINKS.at(page);
    });
}

Coroutine<Pages> crawl(std::string start) {
    asyncio::Semaphore sem(2);
    Pages seen{start}, todo{start};
    while (!todo.empty()) {
        std::vector<Coroutine<Pages>> fetches;
        for (const auto& p : todo) fetches.push_back(fetch(p, sem));
        auto results = co_await asyncio::gather(asyncio::return_exceptions, std::move(fetches));
        Pages nxt;
        for (const auto& r : results) {
            if (isinstance<OSError>(r.exception())) {
                print("error {}", str(r.exception()));
                continue;
            }
            for (const auto& link : r.value()) {
                if (std::ranges::find(seen, link) == seen.end()) {
                    seen.push_back(link);
                    nxt.push_back(link);
                }
            }
        }
        todo = nxt;
    }
    co_return seen;
}

Coroutine<> main() { print("{}", repr(co_await crawl("a"))); }

void program() { asyncio::run(main()); }

}  // namespace mix_05
