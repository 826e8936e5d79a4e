/**
 * The kernel's runtime: none. What the compiler would call to allocate or to collect becomes an import that no kernel
 * may have, so that the build refuses a managed value and names the line.
 */

// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __new(size: usize, id: u32): usize;
// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __renew(address: usize, size: usize): usize;
// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __link(parent: usize, child: usize, multiple: bool): void;
// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __pin(address: usize): usize;
// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __unpin(address: usize): void;
// @ts-expect-error: decorator
@unsafe @global @external("forbidden", "allocation") declare function __collect(): void;
