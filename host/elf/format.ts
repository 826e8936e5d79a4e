/** The numbers of ELF32, little-endian, i386 (System V ABI, chapters 4 and 5). */

export const ELF_MAGIC = 0x464c457f;
export const HEADER_BYTES = 52;
export const PROGRAM_HEADER_BYTES = 32;
export const SECTION_HEADER_BYTES = 40;
export const SYMBOL_BYTES = 16;

export const CLASS_32 = 1;
export const DATA_LITTLE_ENDIAN = 1;
export const VERSION_CURRENT = 1;
export const MACHINE_386 = 3;

export const FILE_RELOCATABLE = 1;
export const FILE_EXECUTABLE = 2;
export const FILE_DYNAMIC = 3;

export const SEGMENT_LOAD = 1;
export const SEGMENT_DYNAMIC = 2;
export const SEGMENT_INTERPRETER = 3;
export const SEGMENT_NOTE = 4;
export const SEGMENT_TLS = 7;

export const FLAG_EXECUTE = 1;
export const FLAG_WRITE = 2;
export const FLAG_READ = 4;
/** Bulkhead's own, of the bits that are the operating system's: a warm start leaves the segment as it is. */
export const FLAG_RETAINED = 0x00100000;

export const SECTION_NULL = 0;
export const SECTION_PROGBITS = 1;
export const SECTION_SYMBOLS = 2;
export const SECTION_STRINGS = 3;
export const SECTION_NOTE = 7;
export const SECTION_NOBITS = 8;
export const SECTION_FLAG_ALLOC = 2;
export const SECTION_FLAG_COMPRESSED = 0x800;

export const SYMBOL_NO_TYPE = 0;
export const SYMBOL_OBJECT = 1;
export const SYMBOL_FUNCTION = 2;

/** Section indices from here on name no section. */
export const SECTION_INDEX_RESERVED = 0xff00;
