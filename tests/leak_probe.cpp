#include <cstdio>
#include <memory>
#include <thread>

/// Forgets something: AddressSanitizer must say so at the exit, or no leak of any test would be noticed.
int main() {
    std::thread([] {   // whose stack is gone afterwards: no copy of the address is left there
        auto* forgotten = new std::unique_ptr<int>(new int(7));
        std::printf("%d is forgotten\n", **forgotten);
        forgotten = nullptr;
    }).join();
}
