
// Live.
