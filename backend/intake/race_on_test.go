//go:build race

package intake

// raced tells that the race detector watches.
const raced = true
