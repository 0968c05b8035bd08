#pragma once

/* Whether the compiler watches every access, so that what takes seconds takes
 * minutes: tests that repeat the same then do less of it. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SLOW_BUILD TRUE
#else
#define IS_SLOW_BUILD FALSE
#endif

/* There it is about threads: what is learned is for the other builds to say. */
#if defined(__SANITIZE_THREAD__)
#define IS_THREAD_BUILD TRUE
#else
#define IS_THREAD_BUILD FALSE
#endif
