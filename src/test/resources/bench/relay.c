/*
 * The floor: starts a command and copies bytes both ways with one thread and poll, doing nothing else.
 *
 *   relay COMMAND [ARGUMENT...]
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char buffer[1 << 16];

/* Copies what is there; 0 at end of input. */
static int copy(int from, int to) {
  ssize_t n = read(from, buffer, sizeof buffer);
  if (n <= 0) {
    return 0;
  }
  for (ssize_t at = 0; at < n;) {
    ssize_t written = write(to, buffer + at, (size_t)(n - at));
    if (written <= 0) {
      return 0;
    }
    at += written;
  }
  return 1;
}

int main(int argc, char **argv) {
  int to[2];
  int from[2];
  if (argc < 2 || pipe(to) != 0 || pipe(from) != 0) {
    fprintf(stderr, "relay: give a command\n");
    return 2;
  }
  pid_t child = fork();
  if (child == 0) {
    dup2(to[0], 0);
    dup2(from[1], 1);
    close(to[0]);
    close(to[1]);
    close(from[0]);
    close(from[1]);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  struct pollfd streams[2] = {{0, POLLIN, 0}, {from[0], POLLIN, 0}};
  while (1) {
    if (poll(streams, 2, -1) < 0) {
      if (errno == EINTR) {
        continue;
      }
      return 1;
    }
    if (streams[0].revents != 0 && !copy(0, to[1])) {
      close(to[1]);
      streams[0].fd = -1;
    }
    if (streams[1].revents != 0 && !copy(from[0], 1)) {
      break;
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
