package ledger

import (
	"regexp"
	"strings"
)

// How far into a paper its marks of secrecy stand: above the title.
const (
	headLines = 30
	headChars = 60 // of one line
)

// A mark stands by itself: alone on its line or at an end of it, with the star, with how long it holds, in brackets, or
// named as the grade. Running text that speaks of secrets (保密, 国家秘密工作, 定密) has none of these forms.
var secretMarks = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\s)(绝密|机密|秘密)★(?:\s*(?:\S{1,6}[年月日天]|长期|启[封用]前|解密前))?(?:\s|$)`),
	regexp.MustCompile(`^(?:\d{1,8}\s+)?(绝密|机密|秘密)(?:\s+(?:特急|加急|特提|平急|急件))?$`),
	regexp.MustCompile(`^(?:\d{1,8}\s+)?(绝密|机密|秘密)[\s·:：]*(?:[0-9一二三四五六七八九十]{1,3}(?:年|个月|天)|长期)(?:\s+(?:特急|加急|特提|平急|急件))?$`),
	regexp.MustCompile(`[（(【\[〔](绝密|机密|秘密)(?:★[^）)】\]〕]{0,8})?[）)】\]〕]$`),
	regexp.MustCompile(`^[（(【\[〔](绝密|机密|秘密)(?:★[^）)】\]〕]{0,8})?[）)】\]〕]`),
	regexp.MustCompile(`^(?:密级|保密级别|秘密等级|密级和保密期限)\s*[:：]\s*[（(【\[]?(绝密|机密|秘密)`),
}

// gaps are the blanks that letters of a mark are set apart with: 机　密.
var gaps = regexp.MustCompile(`(绝|机|秘)[\s　]{1,4}密`)

var starGap = regexp.MustCompile(`密\s+★`)

var halfStars = strings.NewReplacer("☆", "★", "*", "★", "＊", "★", "　", " ", "\u00a0", " ")

// SecretMark finds the mark of secrecy at the head of a paper: 机密★10年, 绝密, 【秘密】. It returns the mark as a word, ""
// where there is none. A paper that has one must not be brought into this system.
func SecretMark(text string) string {
	lines := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(halfStars.Replace(strings.TrimPrefix(line, "\ufeff")))
		if line == "" {
			continue
		}
		if lines++; lines > headLines {
			return ""
		}
		if len([]rune(line)) > headChars {
			continue
		}
		line = gaps.ReplaceAllString(line, "${1}密")
		line = starGap.ReplaceAllString(line, "密★")
		for _, m := range secretMarks {
			if found := m.FindStringSubmatch(line); found != nil {
				return found[1]
			}
		}
	}
	return ""
}

// CheckSecrecy refuses a text that is marked as secret at its head, and says why; nil for every other.
func CheckSecrecy(text string) error {
	mark := SecretMark(text)
	if mark == "" {
		return nil
	}
	return Mistake(Invalid, "text", "文件开头标有密级“%s”，没有导入，也没有保存。本系统是非涉密系统，不得存储、处理国家秘密；请按保密规定处理这份文件。如果它并不涉密，请先由定密责任人去掉标志。",
		"The paper is marked “%s” (a state secret) at its head; it was neither brought in nor kept. This system is not for classified matter. If the paper is not secret, have its mark removed first by whoever set it.", mark)
}
