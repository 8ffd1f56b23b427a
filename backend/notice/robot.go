package notice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"taizhang/backend/ledger"
)

// robots says how each maker's robot takes a message: where the signature goes, what is posted. All answer with a code that is 0
// where they took it, and words that say why not.
var robots = map[ledger.ChannelKind]func(s Sender, c ledger.Channel, text string) (address string, body any, err error){
	ledger.DingTalk: dingTalk,
	ledger.WeCom:    weCom,
	ledger.Feishu:   feishu,
}

// dingTalk signs milliseconds and secret with the secret, in the address
// (https://open.dingtalk.com/document/robots/customize-robot-security-settings).
func dingTalk(s Sender, c ledger.Channel, text string) (string, any, error) {
	u, err := url.Parse(c.Target)
	if err != nil {
		return "", nil, errors.New("the webhook is no address")
	}
	if c.Secret != "" {
		at := strconv.FormatInt(s.Now().UnixMilli(), 10)
		q := u.Query()
		q.Set("timestamp", at)
		q.Set("sign", sign(c.Secret, at+"\n"+c.Secret))
		u.RawQuery = q.Encode()
	}
	return u.String(), textBody{"text", content{text}}, nil
}

// weCom signs nothing: the key in the address is all there is (https://developer.work.weixin.qq.com/document/path/91770).
func weCom(_ Sender, c ledger.Channel, text string) (string, any, error) {
	return c.Target, textBody{"text", content{text}}, nil
}

// feishu signs nothing with seconds and secret, in the body (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot).
func feishu(s Sender, c ledger.Channel, text string) (string, any, error) {
	body := map[string]any{"msg_type": "text", "content": map[string]string{"text": text}}
	if c.Secret != "" {
		at := strconv.FormatInt(s.Now().Unix(), 10)
		body["timestamp"], body["sign"] = at, sign(at+"\n"+c.Secret, "")
	}
	return c.Target, body, nil
}

type textBody struct {
	Kind string  `json:"msgtype"`
	Text content `json:"text"`
}

type content struct {
	Content string `json:"content"`
}

func sign(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// post posts a message to a robot. The address is held against the hosts again, for what was allowed once may not be now.
func (s Sender) post(ctx context.Context, c ledger.Channel, m Message) error {
	if err := ledger.CheckWebhook(c.Kind, c.Target, s.Allowed); err != nil {
		return err
	}
	address, body, err := robots[c.Kind](s, c, m.Text)
	if err != nil {
		return err
	}
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(data))
	if err != nil {
		return bare(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := s.client().Do(req)
	if err != nil {
		return bare(err)
	}
	defer resp.Body.Close()
	return accepted(resp)
}

// accepted tells from a robot's answer whether it took the message.
func accepted(resp *http.Response) error {
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("HTTP %s", resp.Status)
	}
	var said struct {
		ErrCode *int   `json:"errcode"` // DingTalk, WeCom
		ErrMsg  string `json:"errmsg"`
		Code    *int   `json:"code"` // Feishu
		Msg     string `json:"msg"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 64<<10)).Decode(&said); err != nil {
		return errors.New("the answer is none of a robot's")
	}
	switch {
	case said.ErrCode != nil && *said.ErrCode != 0:
		return fmt.Errorf("%d %s", *said.ErrCode, ledger.Shorten(said.ErrMsg, 200))
	case said.Code != nil && *said.Code != 0:
		return fmt.Errorf("%d %s", *said.Code, ledger.Shorten(said.Msg, 200))
	case said.ErrCode == nil && said.Code == nil:
		return errors.New("the answer is none of a robot's")
	}
	return nil
}
