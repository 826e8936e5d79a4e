// Why a function of the C library failed. One for the whole partition: a process that is preempted between the failure
// and the look at it may find another's.
#pragma once

extern int errno;

#define ENOMEM 12
#define EINVAL 22
#define EDOM 33
#define ERANGE 34
#define EILSEQ 84
