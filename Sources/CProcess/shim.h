// What Linux and its C library have for processes, and Swift's Glibc does not show.
#ifndef COLOPHON_CPROCESS_SHIM_H
#define COLOPHON_CPROCESS_SHIM_H

#include <spawn.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

// A signal through a process's descriptor reaches the process it was opened on, and never another that
// was given its number since (pidfd_open(2), Linux 5.3). `syscall` takes any number of arguments, which Swift does not
// call.
static inline int colophon_pidfd_open(int pid) {
  return (int)syscall(SYS_pidfd_open, pid, 0);
}

static inline int colophon_pidfd_send_signal(int descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

// Declared by spawn.h for GNU's programs alone (glibc 2.29, 2.34).
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

static inline int colophon_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

static inline int colophon_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

// POSIX_SPAWN_SETSID: the child is in a session of its own (glibc 2.26).
static const short colophon_spawn_setsid = 0x80;

#endif
