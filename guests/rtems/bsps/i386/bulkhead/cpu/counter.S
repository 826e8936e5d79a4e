// The CPU counter: half the time-stamp counter, so that its frequency fits 32 bits up to 8.5 GHz.
        .equ FREQUENCY, BULKHEAD_INFO_PAGE + BULKHEAD_INFO_PAGE_TSC_FREQUENCY_HZ_OFFSET
        .text

// CPU_Counter_ticks _CPU_Counter_read(void)
        .globl _CPU_Counter_read
        .type _CPU_Counter_read, @function
_CPU_Counter_read:
        rdtsc
        shrdl   $1, edx, eax
        ret
        .size _CPU_Counter_read, . - _CPU_Counter_read

// uint32_t _CPU_Counter_frequency(void)
        .globl _CPU_Counter_frequency
        .type _CPU_Counter_frequency, @function
_CPU_Counter_frequency:
        movl    FREQUENCY, eax
        movl    FREQUENCY + 4, edx
        shrdl   $1, edx, eax
        ret
        .size _CPU_Counter_frequency, . - _CPU_Counter_frequency
