package zh

var simplified = map[rune]rune{}
