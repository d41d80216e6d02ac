/* fault.h: calls of the C library that fail on demand. Defining them here puts them before the library's own for the whole process, SQLite and
 * the other libraries included. */
#ifndef KH_FAULT_H
#define KH_FAULT_H
#include <stdbool.h>
#include <stdint.h>

typedef enum fault_kind {
  FAULT_NONE,
  FAULT_MEMORY,    /* malloc, calloc, realloc: NULL */
  FAULT_IO,        /* open, read, write, mmap, sync, truncate, rename and the stream functions: an error that fits */
  FAULT_EINTR,     /* read, write, open: interrupted once; no caller may notice */
  FAULT_SHORT      /* read, write: one byte less than could be had (where there are two); no caller may notice */
} fault_kind;

/* From now on the call number `at` (from 1) of the kind fails, with `forever` all after it too. */
void fault_arm(fault_kind kind, uint64_t at, bool forever);
void fault_disarm(void);
uint64_t fault_count(void);   /* calls of the kind since fault_arm */
bool fault_hit(void);         /* one has failed */
int64_t fault_live(void);     /* blocks that are allocated now, whoever allocated them */
extern bool fault_trace;      /* write the stack of the first call that fails to standard error */
#endif
