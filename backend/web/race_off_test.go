//go:build !race

package web_test

// raced tells that the race detector watches.
const raced = false
