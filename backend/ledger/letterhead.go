package ledger

import (
	"strings"
	"unicode/utf8"
)

// Letterhead is what an office puts on all its papers. What is empty is left on them to be filled in.
type Letterhead struct {
	Sender, Signature, Addressee, Copies, Issuer, Contact, Phone string
}

// LetterheadField is one thing of a letterhead: its name in forms and in the database, and where it is kept.
type LetterheadField struct {
	Name        string
	Words, Hint Words
	Of          func(*Letterhead) *string
}

// LetterheadFields lists all there is in a letterhead, in the order in which a form asks for it.
var LetterheadFields = []LetterheadField{
	{"sender", Words{"发文机关", "Sender's mark"}, Words{"红头上的字，不写“文件”，如：北山区人民政府督查室", "the red mark, as the office writes it"}, func(l *Letterhead) *string { return &l.Sender }},
	{"signature", Words{"署名", "Signature"}, Words{"落款的机关名称", "the office that signs"}, func(l *Letterhead) *string { return &l.Signature }},
	{"addressee", Words{"主送机关", "Addressee"}, Words{"月度通报发给谁，如：各街道办事处", "whom the monthly bulletin goes to"}, func(l *Letterhead) *string { return &l.Addressee }},
	{"copies", Words{"抄送机关", "Copies to"}, Words{"版记里的抄送机关", "who gets copies"}, func(l *Letterhead) *string { return &l.Copies }},
	{"issuer", Words{"印发机关", "Issued by"}, Words{"版记里的印发机关，多为办公室", "the office that sends it out"}, func(l *Letterhead) *string { return &l.Issuer }},
	{"contact", Words{"联系人", "Contact"}, Words{"督办函末尾的联系人", "whom a notice says to ask"}, func(l *Letterhead) *string { return &l.Contact }},
	{"phone", Words{"电话", "Telephone"}, Words{}, func(l *Letterhead) *string { return &l.Phone }},
}

// maxLetterhead is how many characters one field holds at most.
const maxLetterhead = 200

// Tidy makes one line of each field, without blanks at its ends; one that is too long is Invalid.
func (l *Letterhead) Tidy() error {
	for _, f := range LetterheadFields {
		v := f.Of(l)
		*v = strings.Join(strings.Fields(*v), " ")
		if utf8.RuneCountInString(*v) > maxLetterhead {
			return Mistake(Invalid, f.Name, "“%[1]s”太长，最多 %[3]d 个字。", "“%[2]s” is too long: %[3]d characters at most.", f.Words.ZH, f.Words.EN, maxLetterhead)
		}
	}
	return nil
}
