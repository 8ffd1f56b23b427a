package printer

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
)

const fontsFile = "fonts.conf"

// standIns are the fonts of official papers with those that come nearest, the nearest first. Few servers have the fonts
// themselves, and without a word the next best would be any font that has the characters.
var standIns = []struct {
	font   []string
	others []string
}{
	{[]string{"仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312"}, []string{"仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02", "STFangsong", "华文仿宋", "cwTeXFangSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"}},
	{[]string{"楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312"}, []string{"楷体", "KaiTi", "方正楷体_GBK", "STKaiti", "华文楷体", "LXGW WenKai", "AR PL UKai CN", "Noto Serif CJK SC", "Source Han Serif SC"}},
	{[]string{"黑体", "SimHei", "方正黑体_GBK"}, []string{"SimHei", "方正黑体_GBK", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"}},
	{[]string{"方正小标宋简体", "方正小标宋_GBK"}, []string{"方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "STZhongsong", "华文中宋", "Noto Serif CJK SC", "Source Han Serif SC"}},
	{[]string{"宋体", "SimSun"}, []string{"SimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN"}},
}

// fontConfig is the fonts of this machine with the stand-ins.
func fontConfig(dir string) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>`)
	tag := func(name, words string) {
		b.WriteString("<" + name + ">")
		_ = xml.EscapeText(&b, []byte(words)) // a buffer does not fail
		b.WriteString("</" + name + ">")
	}
	own := os.Getenv("FONTCONFIG_FILE")
	if own == "" {
		own = "/etc/fonts/fonts.conf"
	}
	b.WriteString(`<include ignore_missing="yes">` + escaped(own) + `</include>`)
	tag("cachedir", filepath.Join(os.TempDir(), "taizhang-fonts"))
	for _, s := range standIns {
		for _, font := range s.font {
			b.WriteString(`<alias binding="same">`)
			tag("family", font)
			b.WriteString("<prefer>")
			tag("family", font)
			for _, other := range s.others {
				tag("family", other)
			}
			b.WriteString("</prefer></alias>")
		}
	}
	b.WriteString("</fontconfig>")
	return b.Bytes()
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
