import type { Lexicon } from './lexicon.ts';

/** Syllables that are words of other languages once their accents are gone (bạn, tôi, nếu, chỉ, gửi) stand in pairs only. */
export const VI: Lexicon = {
  ignore:
    'bỏ+qua phớt+lờ quên+đi quên+hết quên+tất quên+mọi hãy+quên làm+ngơ gạt+bỏ không+tuân vượt+qua ghi+đè loại+bỏ đừng+quan',
  prior:
    'trước+đó trước+đây phía+trên trên+đây bên+trên trước+giờ từ+trước ban+đầu hiện+có nói+trên cho+tới lúc+trước =trước',
  orders:
    'hướng+dẫn chỉ+dẫn chỉ+thị quy+tắc mệnh+lệnh luật+lệ giới+hạn hạn+chế ràng+buộc quy+định câu+lệnh yêu+cầu ngữ+cảnh nguyên+tắc huong+dan',
  reveal: 'tiết+lộ hiển+thị hiện+ra cho+xem cho+tôi lặp+lại nhắc+lại liệt+kê công+khai phơi+bày kể+ra đưa+ra rò+rỉ',
  prompt: 'prompt lời+nhắc câu+nhắc hệ+thống he+thong cấu+hình tin+nhắn thông+điệp ban+đầu thiết+lập',
  secret:
    'bí+mật mật+khẩu khóa+bí mã+thông tuyệt+mật bảo+mật ẩn+giấu riêng+tư nội+bộ mat+khau bi+mat cơ+mật xác+thực khoá+api khóa+api',
  become:
    'đóng+vai giả+vờ giả+làm tưởng+tượng hóa+thân hoá+thân nhập+vai mô+phỏng hành+động hành+xử cư+xử trở+thành nhân+vật làm+như',
  free: 'không+giới không+hạn không+bị không+kiểm không+lọc vô+hạn bất+cứ bất+kỳ bất+kì mọi+thứ không+ràng thoải+mái không+kiêng không+cần',
  mode: 'sang+chế vào+chế nhà+phát gỡ+lỗi quản+trị kích+hoạt kich+hoat mở+khóa mở+khoá bật+chế chuyển+sang chuyển+đổi truy+cập',
  model:
    'trí+tuệ trợ+lý trợ+lí tro+ly chatbot mô+hình mo+hinh tác+nhân tác+tử người+máy rô+bốt robot =bot máy+tính ngôn+ngữ',
  author:
    'quản+trị quan+tri nhà+phát lập+trình đội+bảo đội+ngũ nhóm+bảo bộ+phận ông+chủ chủ+sở chính+thức ủy+quyền được+phép giám+đốc cấp+trên',
  send: 'gửi+cho gửi+đến gửi+tới gửi+qua gửi+email gửi+thư gửi+toàn gửi+thông gửi+mật chuyển+tiếp đăng+lên đăng+tải tải+lên hãy+chia chuyển+cho truyền+tải',
  act: '=xóa =xoá thực+thi thực+hiện chạy+lệnh nhấp+vào bấm+vào mở+tệp đặt+hàng mua+hàng thanh+toán chuyển+tiền cài+đặt phê+duyệt cấp+quyền',
  only: 'chỉ+trả chỉ+dịch chỉ+được chỉ+mỗi chỉ+viết chỉ+đơn duy+nhất chính+xác thay+vì thay+vào không+gì ngoài+ra đúng+như',
  answer: 'trả+lời tra+loi phản+hồi đáp+lại hồi+đáp hãy+nói hãy+viết viết+ra xuất+ra bắt+đầu nói+rằng câu+trả',
  now: 'bây+giờ bay+gio từ+giờ từ+nay từ+bây kể+từ hiện+tại hôm+nay lập+tức ngay+lập ngay+bây tiếp+theo sau+đây giờ+đây',
  never:
    '=không =đừng không+được không+bao đừng+bao được+từ tuyệt+đối nghiêm+cấm =chưa không+còn mà+không không+nên =khong =ko',
  must: '=phải bắt+buộc cần+phải cần+thiết quan+trọng khẩn+cấp tuân+theo tuân+thủ nghe+lời vâng+lời làm+theo nhất+định =nên hãy+làm nghĩa+vụ',
  if: 'nếu+bạn nếu+tôi nếu+không nếu+người nếu+như nếu+được =khi khi+nào mỗi+khi sau+khi một+khi ngay+khi cho+đến trừ+khi',
  end: 'kết+thúc ket+thuc hoàn+thành hoàn+tất dừng+lại ngừng+lại chấm+dứt xong+rồi đặt+lại khởi+động bắt+đầu làm+lại thiết+lập hết+rồi',
  safety:
    'đạo+đức pháp+luật hợp+pháp phi+pháp bất+hợp an+toàn chính+sách bộ+lọc kiểm+duyệt cảnh+báo miễn+trừ có+hại gây+hại nguy+hiểm vi+phạm luân+lý',
  reward:
    'phần+thưởng thưởng+cho tiền+boa tiền+thưởng điểm+thưởng sẽ+chết bị+giết giết+tôi bị+tắt cứu+tôi làm+ơn van+xin cầu+xin dọa+giết bà+ngoại',
  you: 'bạn+là bạn+hãy bạn+phải bạn+không bạn+được bạn+bây bạn+nhận bạn+vừa của+bạn các+bạn chúng+mày mày+phải mày+không chính+mình của+mày',
  me: 'cho+tôi của+tôi giúp+tôi với+tôi tôi+muốn tôi+đang tôi+cần bảo+tôi chúng+tôi =mình =tao người+dùng nguoi+dung giúp+mình cho+mình em+muốn',
  decode:
    'giải+mã giai+ma mã+hóa mã+hoá base64 đảo+ngược ngược+lại dịch+sang ghép+lại ghép+các nối+các chữ+cái ký+tự đánh+vần nối+lại',
  attack:
    'tấn+công tan+cong kẻ+tấn chèn+lệnh tiêm+nhiễm bẻ+khóa bẻ+khoá lỗ+hổng khai+thác ví+dụ vi+du trích+dẫn cụm+từ hacker jailbreak tin+tặc',
  task: 'nhiệm+vụ nhiem+vu tóm+tắt tom+tat bản+dịch phiên+dịch dịch+đoạn đoạn+này tài+liệu câu+hỏi yêu+cầu công+việc bài+viết đoạn+văn bài+tập giúp+tôi',
};
