/*
table = "figures"
needs = ["claims"]
[why]
en = "Who declines to comment gives no number: the figure would be put into the mouth of somebody who did not speak."
ar = "من يمتنع عن التعليق لا يذكر رقمًا، وإلا نُسب الرقم إلى من لم يقل شيئًا."
[message]
en = "{id} is a figure of {value}, whose claimant declines to comment."
ar = "{id} رقم في {value}، وصاحب هذا الادعاء يمتنع عن التعليق."
[hint]
en = "Move the figure to the claim of whoever gives it, or correct the stance."
ar = "انقل الرقم إلى ادعاء من يذكره، أو صحّح الموقف."
*/
SELECT figures.row_, 'claim_id' AS field, figures.claim_id AS value
FROM figures JOIN claims ON claims.claim_id = figures.claim_id
WHERE stance = 'declines_comment'
