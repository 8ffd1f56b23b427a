package ledger

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a password, in characters.
const (
	LeastPassword = 10
	MostPassword  = 200
)

//go:embed passwords.txt
var passwordList string

var commonWords = readCommonWords(passwordList)

func readCommonWords(list string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				all[w] = true
			}
		}
	}
	return all
}

// CheckPassword tells what stands against a password that the user of that name chose: nothing, or an Invalid field.
func CheckPassword(name, password string) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n < LeastPassword:
		return Mistake(Invalid, "password", "密码至少 %d 个字符。", "The password needs %d characters at least.", LeastPassword)
	case n > MostPassword || !utf8.ValidString(password):
		return Mistake(Invalid, "password", "密码最多 %d 个字符。", "The password may have %d characters at most.", MostPassword)
	case distinct(password) < 5:
		return Mistake(Invalid, "password", "密码里不同的字符太少，请换一个。", "The password has too few different characters; choose another.")
	case strings.TrimFunc(password, notLetter) == "":
		return Mistake(Invalid, "password", "密码不能只有数字和符号，请加几个字母或汉字。", "The password must not be of digits and signs alone; add some letters.")
	case madeOf(name, password), common(password):
		return Mistake(Invalid, "password", "这个密码太常见，容易被猜到，请换一个，例如三四个不相干的词连在一起。", "This password is common and easily guessed; choose another, such as three or four unrelated words.")
	}
	return nil
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range strings.ToLower(s) {
		seen[r] = true
	}
	return len(seen)
}

// madeOf tells whether the password is the name with little more.
func madeOf(name, password string) bool {
	name = strings.ToLower(name)
	if utf8.RuneCountInString(name) < 2 {
		return false
	}
	rest := strings.ReplaceAll(strings.ToLower(password), name, "")
	return len(rest) < len(password) && strings.TrimFunc(rest, notLetter) == ""
}

// written undoes the usual signs for letters: p@ssw0rd.
var written = strings.NewReplacer("@", "a", "0", "o", "$", "s", "3", "e", "1", "i", "!", "i")

// common tells whether the password is a common one, digits and signs around it left out.
func common(password string) bool {
	p := strings.ToLower(password)
	bare := strings.TrimFunc(p, notLetter)
	letters := strings.Map(func(r rune) rune {
		if notLetter(r) {
			return -1
		}
		return r
	}, p)
	return commonWords[p] || commonWords[bare] || commonWords[letters] || commonWords[written.Replace(bare)] || commonWords[strings.TrimFunc(written.Replace(p), notLetter)]
}
