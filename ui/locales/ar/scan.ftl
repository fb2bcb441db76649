# unreviewed

scan-title = امسح رمز المريض
scan-lead = استعمل أي طريقة في متناول يدك.

scan-camera = الكاميرا
scan-camera-start = استعمل الكاميرا
scan-camera-hint = أمسك الهاتف على بعد نحو 20 سم من الكاميرا.
scan-camera-once = في المرة القادمة تعمل من تلقاء نفسها.
scan-camera-starting = جارٍ تشغيل الكاميرا…
scan-camera-looking = جارٍ البحث عن رمز…
scan-frames = قُرئ { $have } من { $needed } أجزاء. أبقِ الهاتف في مكانه.
scan-camera-view = ما تراه الكاميرا
scan-camera-stop = أطفئ الكاميرا
scan-camera-again = جرّب الكاميرا مرة أخرى
scan-camera-insecure = لا يعطي المتصفح الكاميرا إلا لصفحات HTTPS. أخبر قسم الحاسوب. الطرق الأخرى تعمل.
scan-camera-none = لا توجد كاميرا في هذا الحاسوب.
scan-camera-denied = لا يُسمح لهذه الصفحة باستعمال الكاميرا. اسمح بها عند بداية شريط العنوان، أو استعمل طريقة أخرى.
scan-camera-in-use = يستعمل برنامج آخر الكاميرا. أغلقه ثم حاول مرة أخرى.
scan-camera-failed = لم تعمل الكاميرا. حاول مرة أخرى، أو استعمل طريقة أخرى.

scan-usb = ماسح USB
scan-usb-hint = امسح فقط. لا حاجة إلى النقر على شيء.
scan-usb-listening = يستمع
scan-usb-deaf = لا يستمع، انقر هنا

scan-link = ألصق رابطًا
scan-link-hint = من رسالة أو بريد إلكتروني.
scan-link-label = رابط المريض
scan-link-open = افتح

scan-picture = اختر صورة
scan-picture-hint = صورة أو لقطة شاشة للرمز. يمكنك إفلاتها هنا.
scan-picture-looking = جارٍ النظر في الصورة…
scan-picture-nothing = لا يوجد رمز في هذه الصورة. اختر صورة يظهر فيها الرمز كله بوضوح.

scan-screen = يمسح المريض هذه الشاشة
scan-screen-hint = يقرأ تطبيق المريض رمزًا من هنا.
scan-screen-show = أظهر الرمز
scan-screen-lead = لا حاجة إلى كاميرا هنا.

scan-heard-clinic = هذا رمز عيادة، لا رمز مريض. اطلب من المريض أن يُظهر رمزه.
scan-heard-damaged = ينقص جزء من هذا الرمز. امسحه مرة أخرى، أو انسخ الرابط كله.
scan-heard-newer = هذا الرمز أحدث من هذه الصفحة. حمّل الصفحة من جديد. إن لم ينفع ذلك فأخبر قسم الحاسوب.
scan-heard-other = هذا ليس رمز مريض من Keepwell.
scan-heard-unreadable = كتب الماسح شيئًا لا تستطيع هذه الصفحة قراءته. اضبط الماسح على لوحة مفاتيح أمريكية، أو استعمل طريقة أخرى.

scan-show-title = اطلب من المريض أن يمسح هذا
scan-show-lead = في تطبيق المريض: مشاركة، ثم امسح رمز العيادة.
scan-show-starting = جارٍ صنع رمز…
scan-show-alt = رمز لتطبيق المريض
scan-show-waiting = بانتظار المريض
scan-show-renews = { $seconds ->
    [zero] رمز جديد الآن
    [one] رمز جديد خلال ثانية واحدة
    [two] رمز جديد خلال ثانيتين
    [few] رمز جديد خلال { $seconds } ثوانٍ
    [many] رمز جديد خلال { $seconds } ثانية
   *[other] رمز جديد خلال { $seconds } ثانية
}
scan-show-ring = الوقت حتى الرمز التالي
scan-show-new = يوجد رمز جديد.
scan-show-session = يرى المريض هذه الشاشة باسم:
scan-session-name = هذه الشاشة، لم يتحقق منها أحد
scan-session-note = يُصنع المفتاح لهذه الزيارة ويختفي عندما تغلق الصفحة.

scan-first-title = جارٍ سؤال المريض
scan-first-lead = يُسأل عن أول من يمسح. يرى المريض الآن اسم عيادتك.
scan-first-starting = جارٍ الوصول إلى هاتف المريض…

scan-words-title = قارن هذه الكلمات الثلاث
scan-words = اطلب من المريض أن يقرأ كلماته بصوت مسموع. يجب أن تكون الكلمات نفسها.
scan-words-label = ثلاث كلمات
scan-words-same = الكلمات نفسها: يقول المريض نعم على هاتفه ويختار ما تراه.
scan-words-other = ليست الكلمات نفسها: توقّف. ربما تدخّل أحد بينكما.
scan-words-stop = ليست الكلمات نفسها
scan-words-waiting = بانتظار جواب المريض

scan-spoken-title = اكتب الكلمات الست
scan-spoken-lead = يعرض هاتف المريض ست كلمات. اطلبها واكتبها هنا.
scan-spoken-label = ست كلمات
scan-spoken-hint = لا تهم الأحرف الكبيرة ولا الفواصل. تكفي الأحرف الأربعة الأولى من كل كلمة.
scan-spoken-open = افتح
scan-spoken-wrong = ليست هذه هي الكلمات. اطلب من المريض أن يقولها مرة أخرى.
scan-spoken-unknown = الكلمة رقم { $place } ليست من الكلمات التي يعرضها الهاتف. اطلب من المريض أن يتهجّاها.
scan-spoken-count = هي ست كلمات، وقد كتبت { $count }.
scan-spoken-long = هذا طويل جدًا. اكتب الكلمات الست وحدها.

scan-over-refused-title = قال المريض لا
scan-over-refused = لم يُشارك شيء.
scan-over-mismatch-title = توقّف للأمان
scan-over-mismatch = ما وصل لا يناسب هذا الرمز. ربما تدخّل أحد بينكما. لم يُشارك شيء. استعمل رمزًا جديدًا.
scan-over-stopped-title = توقّف
scan-over-stopped = لم يُشارك شيء. لم يعد الرمز يعمل.
scan-over-gone-title = استُعمل هذا الرمز من قبل
scan-over-gone = مسحه شخص آخر أولًا، أو انتهى وقته. اطلب رمزًا جديدًا.
scan-over-unreachable-title = لا يمكن الوصول إلى الخادم
scan-over-unreachable = تحقّق من الشبكة ثم حاول مرة أخرى.
scan-over-unlisted-title = هذا الرمز من مشغّل آخر
scan-over-unlisted = لا يجوز لهذه الصفحة الاتصال بذلك الخادم. اطلب من المريض رابط SMART Health Link.
scan-over-again = حاول مرة أخرى
scan-over-new = اصنع رمزًا جديدًا
