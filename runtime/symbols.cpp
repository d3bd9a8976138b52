#include "symbols.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstdlib>
#include <memory>

#ifdef __GLIBC__
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <span>
#endif

namespace asyncio::detail {
namespace {

#ifdef __GLIBC__

/// A file in memory, to be read.
class MappedFile {
public:
    explicit MappedFile(const char* path) {
        const int fd = open(path, O_RDONLY | O_CLOEXEC);
        struct stat facts {};
        if (fd < 0) return;
        if (fstat(fd, &facts) == 0 && facts.st_size > 0) size_ = static_cast<std::size_t>(facts.st_size);
        void* memory = size_ ? mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
        if (memory != MAP_FAILED) begin_ = static_cast<const char*>(memory);
        close(fd);
    }
    ~MappedFile() { if (begin_) munmap(const_cast<char*>(begin_), size_); }
    MappedFile(const MappedFile&) = delete;

    /// `count` things from an offset; none if the file does not hold them.
    template <class T>
    std::span<const T> at(std::uint64_t offset, std::uint64_t count) const {
        if (!begin_ || offset > size_ || count > (size_ - offset) / sizeof(T) || offset % alignof(T)) return {};
        return {reinterpret_cast<const T*>(begin_ + offset), count};
    }

private:
    const char* begin_ = nullptr;
    std::size_t size_ = 0;
};

/// What the file's symbol table calls the function at an address of the file's own.
std::string look_up(const MappedFile& file, std::uint64_t address) {
    const auto header = file.at<ElfW(Ehdr)>(0, 1);
    if (header.empty() || !std::equal(ELFMAG, &ELFMAG[SELFMAG], header[0].e_ident)) return "";
    const auto sections = file.at<ElfW(Shdr)>(header[0].e_shoff, header[0].e_shnum);
    for (const auto& table : sections) {
        if (table.sh_type != SHT_SYMTAB || table.sh_link >= sections.size()) continue;
        const auto& strings = sections[table.sh_link];
        const auto text = file.at<char>(strings.sh_offset, strings.sh_size);
        for (const auto& symbol : file.at<ElfW(Sym)>(table.sh_offset, table.sh_size / sizeof(ElfW(Sym)))) {
            if (symbol.st_value != address || (symbol.st_info & 0xf) != STT_FUNC || symbol.st_name >= text.size()) continue;
            const auto rest = text.subspan(symbol.st_name);
            return {rest.begin(), std::find(rest.begin(), rest.end(), '\0')};
        }
    }
    return "";
}

std::string symbol_in_file(const void* function) {
    Dl_info info{};
    link_map* map = nullptr;
    if (!dladdr1(function, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) || !map) return "";
    const bool is_program = !map->l_name || !*map->l_name;
    return look_up(MappedFile(is_program ? "/proc/self/exe" : map->l_name), reinterpret_cast<std::uintptr_t>(function) - map->l_addr);
}

#else

std::string symbol_in_file(const void*) { return ""; }

#endif

}  // namespace

std::string symbol_at(const void* function) {
    Dl_info info{};
    if (dladdr(function, &info) && info.dli_sname && info.dli_saddr == function) return info.dli_sname;
    return symbol_in_file(function);
}

std::string demangled(const char* symbol) {
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free);
    return status == 0 ? text.get() : symbol;
}

}  // namespace asyncio::detail
